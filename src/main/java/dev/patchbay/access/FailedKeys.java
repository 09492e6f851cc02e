package dev.patchbay.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Slows down who tries keys: after 40 wrong ones within a minute no key from that address (IPv6: from that /64) is
 * looked at until the minute is over, except keys that were right from there before: a neighbour behind the same address
 * keeps working. Memory is bounded; the busiest addresses are remembered.
 */
@Component
class FailedKeys {
    private static final int ALLOWED = 40;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int REMEMBERED = 50_000;

    private final Clock clock;
    private final Cache<String, Window> failures =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final Cache<Familiar, Boolean> familiar = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterAccess(Duration.ofDays(1))
            .build();

    FailedKeys(Clock clock) {
        this.clock = clock;
    }

    private record Window(Instant start, int count) {}

    private record Familiar(String source, String keyId) {}

    /**
     * Call before the outcome of a lookup is used.
     *
     * @throws TooManyFailedKeys when the address has to wait and the key is not one that was right from there before
     */
    void admit(String address, @Nullable KeyHolder holder) {
        String source = Addresses.source(address);
        Window window = failures.getIfPresent(source);
        if (window == null || window.count() < ALLOWED || isOver(window)) return;
        if (holder != null && familiar.getIfPresent(new Familiar(source, holder.id())) != null) return;
        Duration left = Duration.between(clock.instant(), window.start().plus(WINDOW));
        throw new TooManyFailedKeys(left);
    }

    void failed(String address) {
        failures.asMap().compute(Addresses.source(address), (source, window) -> {
            if (window == null || isOver(window)) return new Window(clock.instant(), 1);
            return new Window(window.start(), window.count() + 1);
        });
    }

    void succeeded(String address, KeyHolder holder) {
        familiar.put(new Familiar(Addresses.source(address), holder.id()), true);
    }

    private boolean isOver(Window window) {
        return !clock.instant().isBefore(window.start().plus(WINDOW));
    }
}
