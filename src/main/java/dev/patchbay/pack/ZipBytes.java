package dev.patchbay.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * The little-endian bytes of a zip at any position, through one small window. Its reads are positional, so that it
 * shares a channel with open entry streams. What would lie beyond the end is refused as a broken zip.
 */
final class ZipBytes {
    private static final int WINDOW = 32 * 1024;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window =
            ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long windowStart;

    ZipBytes(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    int u16(long position) throws IOException {
        return window.getShort(at(position, 2)) & 0xffff;
    }

    long u32(long position) throws IOException {
        return window.getInt(at(position, 4)) & 0xffff_ffffL;
    }

    /** {@code count} bytes: names, extra fields and the like, never contents. */
    byte[] bytes(long position, int count) throws IOException {
        if (position < 0 || position > size - count) throw beyondTheEnd();
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            int step = Math.min(count - done, WINDOW);
            window.get(at(position + done, step), bytes, done, step);
            done += step;
        }
        return bytes;
    }

    private int at(long position, int count) throws IOException {
        if (position < 0 || position > size - count) throw beyondTheEnd();
        if (position < windowStart || position + count > windowStart + window.limit()) fill(position);
        if (position + count > windowStart + window.limit()) throw beyondTheEnd();
        return (int) (position - windowStart);
    }

    private void fill(long position) throws IOException {
        window.clear();
        windowStart = position;
        while (window.hasRemaining()) {
            if (channel.read(window, position + window.position()) < 0) break;
        }
        window.flip();
    }

    private static RefusedPackage beyondTheEnd() {
        return RefusedPackage.structure("the zip ends in the middle of a header");
    }
}
