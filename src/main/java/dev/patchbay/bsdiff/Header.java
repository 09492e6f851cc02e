package dev.patchbay.bsdiff;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The 32 bytes a delta begins with: the magic {@code BSDIFF40}, the compressed lengths of the control and the diff
 * block, and the length of the new content.
 */
record Header(long controlLength, long diffLength, long freshLength) {
    static final int SIZE = 32;
    private static final byte[] MAGIC = "BSDIFF40".getBytes(StandardCharsets.US_ASCII);

    byte[] bytes() {
        byte[] bytes = Arrays.copyOf(MAGIC, SIZE);
        Offsets.write(controlLength, bytes, 8);
        Offsets.write(diffLength, bytes, 16);
        Offsets.write(freshLength, bytes, 24);
        return bytes;
    }

    static Header of(byte[] bytes) throws CorruptDelta {
        if (bytes.length < SIZE || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new CorruptDelta("not a BSDIFF40 file");
        }
        Header header = new Header(Offsets.read(bytes, 8), Offsets.read(bytes, 16), Offsets.read(bytes, 24));
        if (header.controlLength < 0 || header.diffLength < 0 || header.freshLength < 0) {
            throw new CorruptDelta("a delta whose header has a negative length");
        }
        return header;
    }
}
