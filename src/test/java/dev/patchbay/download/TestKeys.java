package dev.patchbay.download;

import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Keys that are random enough to be accepted and the same in every run. */
final class TestKeys {
    private TestKeys() {}

    static String entry(String id) {
        byte[] secret = new byte[32];
        new Random(id.hashCode()).nextBytes(secret);
        return id + ":" + Base64.getEncoder().encodeToString(secret);
    }

    static KeyRing ring(String... ids) {
        return KeyRing.of(List.of(ids).stream().map(TestKeys::entry).toList(), "test keys");
    }
}
