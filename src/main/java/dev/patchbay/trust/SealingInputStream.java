package dev.patchbay.trust;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The sealed form of plain bytes, made while it is read. Skipping seals nothing: whoever wants a part costs no more than
 * the chunks that it touches. Holds two chunks, whatever the size.
 */
final class SealingInputStream extends InputStream {
    private static final long NONE = -1;

    private final InputStream plain;
    private final SealedLayout layout;
    private final byte[] header;
    private final ChunkSealer chunks;
    private final byte[] open = new byte[SealedLayout.CHUNK];
    private final byte[] sealed = new byte[SealedLayout.CHUNK + SealedLayout.TAG];

    private long sealedChunk = NONE;
    private long nextPlainChunk;
    private long position;

    /**
     * @param plain from the first byte of a chunk on; closed with this stream
     * @param firstChunk that chunk; what lies before it can only be skipped
     */
    SealingInputStream(InputStream plain, long firstChunk, SealedLayout layout, DataKey key) {
        this.plain = plain;
        this.nextPlainChunk = firstChunk;
        this.layout = layout;
        this.header = key.header(layout);
        this.chunks = key.chunks(layout);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) return 0;
        if (position == layout.sealedSize()) return -1;
        int done = position < header.length
                ? copy(header, (int) position, header.length, target, offset, length)
                : readChunk(target, offset, length);
        position += done;
        return done;
    }

    private int readChunk(byte[] target, int offset, int length) throws IOException {
        long chunk = layout.chunkAt(position);
        if (chunk != sealedChunk) seal(chunk);
        int end = layout.lengthOf(chunk) + SealedLayout.TAG;
        return copy(sealed, (int) (position - layout.startOf(chunk)), end, target, offset, length);
    }

    private static int copy(byte[] source, int from, int end, byte[] target, int offset, int length) {
        int done = Math.min(length, end - from);
        System.arraycopy(source, from, target, offset, done);
        return done;
    }

    private void seal(long chunk) throws IOException {
        plain.skipNBytes((chunk - nextPlainChunk) * SealedLayout.CHUNK);
        int length = layout.lengthOf(chunk);
        if (plain.readNBytes(open, 0, length) < length) {
            throw new EOFException("a stored file is shorter than it was a moment ago");
        }
        nextPlainChunk = chunk + 1;
        chunks.seal(chunk, layout.isLast(chunk), open, length, sealed);
        sealedChunk = chunk;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, layout.sealedSize() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
