package dev.patchbay.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * OCRunner's binarypatch: the SHA-256 of all that follows, then little-endian u8 type, u8 enabled, a string pool (u8
 * type, u32 length, bytes), and two strings as u8 type, u32 offset and u32 length into the pool (ORPatchFile).
 */
enum BinaryPatch {
    /** The digest is that of the rest. */
    INTACT,
    /** It has the form of a binarypatch, but the digest is another: damaged, or changed by hand. */
    DAMAGED,
    /** It has the form that generators up to 1.0.4 wrote, without a digest. */
    WITHOUT_DIGEST,
    /** Some other file. */
    NONE;

    private static final int DIGEST_LENGTH = 32;
    private static final int BEFORE_POOL = 7;
    private static final int STRING_LENGTH = 9;

    static BinaryPatch look(Path file) throws IOException {
        if (Files.size(file) <= DIGEST_LENGTH) return NONE;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] stated = in.readNBytes(DIGEST_LENGTH);
            if (Arrays.equals(DigestUtils.sha256(in), stated)) return INTACT;
        }
        if (hasForm(file, DIGEST_LENGTH)) return DAMAGED;
        return hasForm(file, 0) ? WITHOUT_DIGEST : NONE;
    }

    /** The pool's length tells it from text, whose letters read as a number are larger than any file. */
    private static boolean hasForm(Path file, long start) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.min(start, Files.size(file)));
            byte[] head = in.readNBytes(BEFORE_POOL);
            if (head.length < BEFORE_POOL || head[1] < 0 || head[1] > 1) return false;
            long pool = u32(head, 3);
            if (pool > Files.size(file) - start - BEFORE_POOL - 2 * STRING_LENGTH) return false;
            in.skipNBytes(pool);
            byte[] strings = in.readNBytes(2 * STRING_LENGTH);
            return isIn(pool, strings, 0) && isIn(pool, strings, STRING_LENGTH);
        }
    }

    private static boolean isIn(long pool, byte[] strings, int at) {
        return u32(strings, at + 1) + u32(strings, at + 5) <= pool;
    }

    private static long u32(byte[] bytes, int at) {
        return (bytes[at] & 0xffL)
                | (bytes[at + 1] & 0xffL) << 8
                | (bytes[at + 2] & 0xffL) << 16
                | (bytes[at + 3] & 0xffL) << 24;
    }
}
