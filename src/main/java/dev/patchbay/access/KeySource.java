package dev.patchbay.access;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** Makes the text and the id of new keys. */
@Component
class KeySource {
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;

    private final SecureRandom random;

    KeySource(SecureRandom random) {
        this.random = random;
    }

    /** 256 random bits. The prefix lets secret scanners know a key that was committed by mistake. */
    String secret() {
        return "pbk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
    }

    String id() {
        return HexFormat.of().formatHex(bytes(ID_BYTES));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
