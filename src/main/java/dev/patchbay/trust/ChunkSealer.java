package dev.patchbay.trust;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals chunks by AES-256-GCM. The nonce counts them and marks the last, so that chunks which are left out, doubled, put in
 * another order or cut off do not open: the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, "Online
 * Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015, with the nonce's layout of age.
 */
final class ChunkSealer {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** Java turns to the processor's AES only after some thousand calls: on 17, whole chunks took 300 MB to get there. */
    private static final int PIECE = 2048;

    private final Key key;

    /**
     * @param key 32 bytes, for one file alone
     */
    ChunkSealer(byte[] key) {
        this.key = Cryptography.aes(key);
    }

    /**
     * @param index counts from 0
     * @param out takes the sealed bytes and their tag
     */
    void seal(long index, boolean last, byte[] plain, int length, byte[] out) {
        byte[] nonce = ByteBuffer.allocate(NONCE)
                .putLong(3, index)
                .put(NONCE - 1, (byte) (last ? 1 : 0))
                .array();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            int done = 0;
            int written = 0;
            for (; length - done > PIECE; done += PIECE) written += cipher.update(plain, done, PIECE, out, written);
            cipher.doFinal(plain, done, length - done, out, written);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES-256-GCM", e);
        }
    }
}
