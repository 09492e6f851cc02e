package dev.patchbay.access;

import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/** All that is kept of a key's text: its SHA-256 in lower-case hex. */
record KeyHash(String sha256) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    KeyHash {
        if (!HEX.matcher(sha256).matches()) throw new IllegalArgumentException("not a SHA-256 digest");
    }

    static KeyHash ofSecret(String secret) {
        return new KeyHash(DigestUtils.sha256Hex(secret));
    }
}
