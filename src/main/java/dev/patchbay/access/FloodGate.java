package dev.patchbay.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.access.LimitSettings.Rate;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;

/**
 * Counts the requests of each address (IPv6: of each /64), or of each key, and turns away what is too many. Who has not
 * asked for so long that its bucket is full again is forgotten; so is who asks least when there are very many.
 */
final class FloodGate {
    private static final int REMEMBERED = 50_000;

    private final String message;
    private final Rate rate;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    FloodGate(String message, Rate rate, Clock clock) {
        this.message = message;
        this.rate = rate;
        this.time = new ClockTime(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterAccess(Duration.ofSeconds(rate.burst() / rate.perSecond() + 1L))
                .ticker(time::currentTimeNanos)
                .build();
    }

    /**
     * @throws TooManyRequests when there were too many before
     */
    void pass(String source) {
        Bucket bucket = buckets.get(source, unknown -> newBucket());
        if (bucket.tryConsume(1)) return;
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        throw new TooManyRequests(message, Duration.ofNanos(nanos).plusMillis(999));
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.burst()).refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .build();
    }

    private record ClockTime(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return clock.millis() * 1_000_000;
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
