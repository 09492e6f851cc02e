package dev.patchbay.pack;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What stands at the beginning of an OCRunner binarypatch, for people to read (ORPatchFile; see {@link BinaryPatch}).
 *
 * @param intact whether the SHA-256 at its beginning is that of the rest
 * @param digest whether it has one at all; generators up to 1.0.4 wrote none
 * @param enabled whether devices may run it
 * @param appVersion the app versions it says it is for, such as {@code >=1.2}
 * @param patchVersion the patch's own version
 */
public record PatchHeader(boolean intact, boolean digest, boolean enabled, String appVersion, String patchVersion) {
    private static final int DIGEST_LENGTH = 32;
    private static final int LONGEST_POOL = 64 << 20;
    private static final byte MASK = 0x41;

    /** Reads the header; empty when the file has not the form of a binarypatch. */
    public static Optional<PatchHeader> read(Path file) throws IOException {
        BinaryPatch form = BinaryPatch.look(file);
        if (form == BinaryPatch.NONE || Files.size(file) > LONGEST_POOL) return Optional.empty();
        boolean digest = form != BinaryPatch.WITHOUT_DIGEST;
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (digest) bytes.position(DIGEST_LENGTH);
        try {
            bytes.get();
            boolean enabled = bytes.get() != 0;
            bytes.get();
            byte[] pool = new byte[length(bytes)];
            bytes.get(pool);
            for (int i = 0; i < pool.length; i++) pool[i] ^= MASK;
            String appVersion = string(bytes, pool);
            return Optional.of(
                    new PatchHeader(form == BinaryPatch.INTACT, digest, enabled, appVersion, string(bytes, pool)));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | CharacterCodingException e) {
            return Optional.empty(); // any file may begin with the SHA-256 of its rest
        }
    }

    private static int length(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) throw new IndexOutOfBoundsException(length);
        return length;
    }

    private static String string(ByteBuffer bytes, byte[] pool) throws CharacterCodingException {
        bytes.get();
        int offset = bytes.getInt();
        int length = bytes.getInt();
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(pool, offset, length))
                .toString();
    }
}
