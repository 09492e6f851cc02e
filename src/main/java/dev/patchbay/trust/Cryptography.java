package dev.patchbay.trust;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The three building blocks that every Java has: HMAC-SHA256, AES key wrap (RFC 3394) and, for {@link ChunkSealer}, AES. */
final class Cryptography {
    /** Of every key here, in bytes. */
    static final int KEY = 32;

    private Cryptography() {}

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) mac.update(part);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    static SecretKeySpec aes(byte[] key) {
        return new SecretKeySpec(key, "AES");
    }

    /** Eight bytes longer than the key that is wrapped; the same keys always give the same. */
    static byte[] wrap(byte[] wrapping, byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.WRAP_MODE, aes(wrapping));
            return cipher.wrap(aes(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AESWrap for keys of 256 bits", e);
        }
    }

    /** Empty when it was wrapped by another key, or changed since. */
    @SuppressWarnings("UnusedException")
    static Optional<byte[]> unwrap(byte[] wrapping, byte[] wrapped) {
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, aes(wrapping));
            return Optional.of(cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded());
        } catch (InvalidKeyException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AESWrap for keys of 256 bits", e);
        }
    }
}
