package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes links to bytes, and recognises the offers that went with them. Each link costs one HMAC and no lookup. */
@Component
public class DownloadLinks {
    /** The context of links that work once; no package's name, which is 32 hex digits. */
    static final String ONCE = "patch";

    private static final long WINDOW = Duration.ofHours(12).toMillis();

    private final KeyRing keys;
    private final Duration ttl;
    private final Clock clock;
    private final SecureRandom random;

    DownloadLinks(KeyRing keys, DownloadSettings settings, Clock clock, SecureRandom random) {
        this.keys = keys;
        this.ttl = settings.tokenTtl();
        this.clock = clock;
        this.random = random;
    }

    /**
     * A link that works until the bytes were delivered once, and may be followed for
     * {@code patchbay.download.token-ttl} from now.
     *
     * @param blob the plain bytes, whatever the form
     * @param deviceId whose offer it is; null when the device did not say
     */
    public Link oneTime(long releaseId, BlobKey blob, Form form, @Nullable String deviceId) {
        long nonce = random.nextLong();
        Instant expiry = clock.instant().plus(ttl);
        Token.Kind kind = form == Form.PLAIN ? Token.Kind.ONCE : Token.Kind.SEALED_ONCE;
        return keys.sign(new Token(kind, expiry, releaseId, blob, nonce, Token.tag(nonce, deviceId)), ONCE);
    }

    /**
     * A link that works any number of times under that name only. The same arguments give the same link for a window of
     * 12 hours (from 0:00 and 12:00 UTC); it may be followed until 12 hours after the window's end.
     *
     * @param blob the plain bytes, whatever the form
     * @param name the last segment of the address, without {@code .zip}
     */
    public Link stable(long releaseId, BlobKey blob, Form form, String name) {
        long window = Math.floorDiv(clock.millis(), WINDOW);
        Instant expiry = Instant.ofEpochMilli((window + 2) * WINDOW);
        Token.Kind kind = form == Form.PLAIN ? Token.Kind.MANY_TIMES : Token.Kind.SEALED_MANY_TIMES;
        return keys.sign(new Token(kind, expiry, releaseId, blob, 0, 0), name);
    }

    /**
     * What an offer that came back stands for; empty when this server never made it, or made it for another device.
     *
     * @param deviceId who sends it back; null when the device does not say
     */
    public Optional<Offered> offered(String offer, @Nullable String deviceId) {
        return keys.openOffer(offer)
                .filter(token -> token.device() == 0 || token.device() == Token.tag(token.nonce(), deviceId))
                .map(token -> new Offered(
                        token.releaseId(), token.blob(), token.expiry(), token.nonce(), token.device() != 0));
    }
}
