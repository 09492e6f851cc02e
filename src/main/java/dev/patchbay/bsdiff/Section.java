package dev.patchbay.bsdiff;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The bytes of a file from one position to another, read with a small buffer of its own. A failing disk shows as {@link
 * UncheckedIOException}, so that nobody takes it for wrong content.
 */
final class Section extends InputStream {
    private final FileChannel file;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13).flip();
    private long position;

    Section(FileChannel file, long start, long end) {
        this.file = file;
        this.position = start;
        this.end = end;
    }

    @Override
    public int read() {
        return fill() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        if (length == 0) return 0;
        if (!fill()) return -1;
        int part = Math.min(length, buffer.remaining());
        buffer.get(target, from, part);
        return part;
    }

    private boolean fill() {
        if (buffer.hasRemaining()) return true;
        if (position >= end) return false;
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
        try {
            int read = file.read(buffer, position);
            buffer.flip();
            if (read <= 0) return false;
            position += read;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
