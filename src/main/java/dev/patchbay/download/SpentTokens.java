package dev.patchbay.download;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Remembers the links that have done their work, by nonce, for as long as they could otherwise be followed again. Past
 * {@value #MOST} of them (some 20 MB) the least recent are forgotten, and such a link works again until it expires.
 */
@Component
class SpentTokens {
    static final int MOST = 250_000;

    private final Cache<Long, Boolean> nonces;

    SpentTokens(DownloadSettings settings, Clock clock) {
        this.nonces = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(settings.tokenTtl())
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    void add(long nonce) {
        nonces.put(nonce, true);
    }

    boolean contains(long nonce) {
        return nonces.getIfPresent(nonce) != null;
    }
}
