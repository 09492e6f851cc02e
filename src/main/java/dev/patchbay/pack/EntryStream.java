package dev.patchbay.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * An entry's content. It never yields more than the stated size, and its last read fails unless size, CRC and the
 * length of the packed form are as stated.
 */
final class EntryStream extends InputStream {
    private static final int WINDOW = 16 * 1024;

    private final FileChannel channel;
    private final ZipItem item;
    private final ByteBuffer packed = ByteBuffer.allocate(WINDOW).limit(0);
    private final @Nullable Inflater inflater;
    private final CRC32 crc = new CRC32();
    private long position;
    private long packedLeft;
    private long left;
    private boolean ended;

    /** @param position where the packed content begins */
    EntryStream(FileChannel channel, ZipItem item, long position) {
        this.channel = channel;
        this.item = item;
        this.position = position;
        this.packedLeft = item.packedSize();
        this.left = item.size();
        this.inflater = item.deflated() ? new Inflater(true) : null;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (left == 0) {
            finish();
            return -1;
        }
        int wanted = (int) Math.min(length, left);
        int count = inflater == null ? copy(target, offset, wanted) : inflate(inflater, target, offset, wanted);
        crc.update(target, offset, count);
        left -= count;
        return count;
    }

    private int copy(byte[] target, int offset, int wanted) throws IOException {
        if (!packed.hasRemaining()) fill();
        int count = Math.min(wanted, packed.remaining());
        packed.get(target, offset, count);
        return count;
    }

    private int inflate(Inflater inflater, byte[] target, int offset, int wanted) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(target, offset, wanted);
                if (count > 0) return count;
                if (inflater.finished()) throw refused("unpacks to less than its stated size");
                if (inflater.needsDictionary()) throw refused("is not valid deflate data");
                feed(inflater);
            }
        } catch (DataFormatException e) {
            throw refused("is not valid deflate data");
        }
    }

    private void feed(Inflater inflater) throws IOException {
        if (packedLeft == 0) throw refused("is cut off");
        fill();
        inflater.setInput(packed.duplicate());
        packed.position(packed.limit());
    }

    private void fill() throws IOException {
        packed.clear().limit((int) Math.min(WINDOW, packedLeft));
        int count = channel.read(packed, position);
        if (count <= 0) throw refused("is cut off");
        position += count;
        packedLeft -= count;
        packed.flip();
    }

    /** Runs once, when all stated bytes were read. */
    private void finish() throws IOException {
        if (ended) return;
        if (inflater != null) finish(inflater);
        if (crc.getValue() != item.crc32()) throw refused("does not have its stated CRC");
        ended = true;
    }

    private void finish(Inflater inflater) throws IOException {
        byte[] beyond = new byte[1];
        try {
            while (!inflater.finished()) {
                if (inflater.inflate(beyond) > 0) throw refused("unpacks to more than its stated size");
                if (!inflater.finished()) feed(inflater);
            }
        } catch (DataFormatException e) {
            throw refused("is not valid deflate data");
        }
        if (inflater.getRemaining() > 0 || packedLeft > 0) throw refused("has bytes behind its deflate data");
    }

    private RefusedPackage refused(String what) {
        return RefusedPackage.structure(SafeText.quote(item.name()) + " " + what);
    }

    @Override
    public void close() {
        if (inflater != null) inflater.end();
    }
}
