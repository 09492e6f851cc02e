package dev.patchbay.pack;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a zip of stored files that depends on nothing but their names, order and contents: all carry the first DOS
 * time, mode 0644, and no extra field.
 */
final class StoredZipWriter implements Closeable {
    /** Version 1.0 of PKZIP, which suffices for stored files, made by Unix. */
    private static final int VERSION = 10;

    private static final int MADE_BY = 3 << 8 | 20;
    /** 1980-01-01 00:00. */
    private static final long TIME = (1L << 5 | 1) << 16;

    private static final int REGULAR_0644 = 0100644;
    private static final long BEYOND_ZIP = 0xffff_ffffL;

    private final OutputStream out;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private long position;
    private int entries;

    /** @param out gets the zip and is closed with this writer */
    StoredZipWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Appends a file.
     *
     * @param size of the content in bytes
     * @param content read to its end, not closed
     * @throws IllegalArgumentException when the content has another size, or the zip would need ZIP64
     */
    void store(String name, long size, long crc32, InputStream content) throws IOException {
        if (position + size >= BEYOND_ZIP || entries == 0xfffe) {
            throw new IllegalArgumentException("a zip holds at most 4 GiB and 65534 entries");
        }
        boolean ascii = name.chars().allMatch(c -> c < 0x80);
        LocalHeader header = new LocalHeader(
                VERSION, ascii ? 0 : CentralHeader.UTF8, CentralHeader.STORED, TIME, crc32, size, size, name);
        byte[] bytes = header.bytes();
        out.write(bytes);
        long copied = content.transferTo(out);
        if (copied != size) throw new IllegalArgumentException("content has " + copied + " bytes, not " + size);
        directory.write(centralHeader(header));
        position += bytes.length + size;
        entries++;
    }

    private byte[] centralHeader(LocalHeader header) {
        byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(CentralHeader.FIXED_LENGTH + name.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) CentralHeader.SIGNATURE)
                .putShort((short) MADE_BY)
                .put(header.bytes(), 4, LocalHeader.FIXED_LENGTH - 4)
                .putShort((short) 0)
                .putInt(0)
                .putInt(REGULAR_0644 << 16)
                .putInt((int) position)
                .put(name)
                .array();
    }

    /** Writes the directory and closes the stream. */
    @Override
    public void close() throws IOException {
        try (out) {
            directory.writeTo(out);
            out.write(EndRecord.bytes(entries, position, directory.size()));
        }
    }
}
