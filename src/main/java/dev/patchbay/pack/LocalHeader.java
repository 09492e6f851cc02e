package dev.patchbay.pack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A local header without extra field (PKWARE APPNOTE 4.3.7), to be written; the fields are those of CentralHeader. */
record LocalHeader(
        int versionNeeded, int flags, int method, long time, long crc32, long packedSize, long size, String name) {
    static final long SIGNATURE = 0x04034b50L;
    static final int FIXED_LENGTH = 30;

    byte[] bytes() {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(FIXED_LENGTH + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) SIGNATURE)
                .putShort((short) versionNeeded)
                .putShort((short) flags)
                .putShort((short) method)
                .putInt((int) time)
                .putInt((int) crc32)
                .putInt((int) packedSize)
                .putInt((int) size)
                .putShort((short) text.length)
                .putShort((short) 0)
                .put(text)
                .array();
    }
}
