package dev.patchbay.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * What proves a message: {@code t=<seconds since 1970>,v1=<hex of HMAC-SHA-256 over t, a full stop and the body>}. The time
 * is signed too, so that a receiver can refuse a message that somebody recorded and sends again.
 */
final class Signature {
    static final String HEADER = "Patchbay-Signature";

    private Signature() {}

    static String of(String body, String secret, Instant now) {
        String time = Long.toString(now.getEpochSecond());
        String mac = new HmacUtils(HmacAlgorithms.HMAC_SHA_256, secret.getBytes(UTF_8)).hmacHex(time + "." + body);
        return "t=" + time + ",v1=" + mac;
    }
}
