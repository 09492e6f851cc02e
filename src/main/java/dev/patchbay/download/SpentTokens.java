package dev.patchbay.download;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Remembers the links that have done their work, by nonce, for as long as they could otherwise be followed again. Past
 * {@value #MOST} of them (some 20 MB) the least recent are forgotten, and such a link works again until it expires.
 */
@Component
class SpentTokens implements SmartInitializingSingleton {
    static final int MOST = 250_000;

    private final SpentLedger ledger;
    private final Duration ttl;
    private final Clock clock;
    private final Cache<Long, Boolean> nonces;

    SpentTokens(DownloadSettings settings, SpentLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.ttl = settings.tokenTtl();
        this.clock = clock;
        this.nonces = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(ttl)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Before the first request is taken. */
    @Override
    public void afterSingletonsInstantiated() {
        ledger.unexpired().forEach(nonce -> nonces.put(nonce, true));
    }

    void add(long nonce) {
        nonces.put(nonce, true);
        ledger.write(nonce, clock.instant().plus(ttl));
    }

    /** It did not do its work after all. */
    void remove(long nonce) {
        nonces.invalidate(nonce);
        ledger.erase(nonce);
    }

    boolean contains(long nonce) {
        return nonces.getIfPresent(nonce) != null || ledger.contains(nonce);
    }
}
