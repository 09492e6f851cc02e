package dev.patchbay.rollout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Which of 10 000 equal buckets a device falls into for one release. The release's salt goes into the hash, so that two
 * releases pick their first devices independently of each other.
 */
final class Cohort {
    static final int BUCKETS = 10_000;

    private Cohort() {}

    /**
     * SHA-256 over salt, a zero byte and the device's key; the first eight bytes, taken as a 63-bit number, modulo 10 000
     * (the modulo's bias is below 10⁻¹⁴).
     *
     * @return 0 to 9 999
     */
    static int bucket(String salt, String deviceKey) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(salt.getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
        byte[] hash = sha256.digest(deviceKey.getBytes(StandardCharsets.UTF_8));
        long number = 0;
        for (int i = 0; i < 8; i++) number = number << 8 | hash[i] & 0xff;
        return (int) ((number & Long.MAX_VALUE) % BUCKETS);
    }
}
