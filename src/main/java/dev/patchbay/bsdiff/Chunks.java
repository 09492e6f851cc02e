package dev.patchbay.bsdiff;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Bytes kept until their number is known; grows without copying, so that it never holds them twice. */
final class Chunks extends OutputStream {
    private static final int CHUNK = 1 << 16;

    private final Work work;
    private final List<byte[]> chunks = new ArrayList<>();
    private int room;

    Chunks(Work work) {
        this.work = work;
    }

    @Override
    public void write(int value) {
        if (room == 0) grow();
        chunks.get(chunks.size() - 1)[CHUNK - room--] = (byte) value;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        for (int done = 0; done < length; ) {
            if (room == 0) grow();
            int part = Math.min(room, length - done);
            System.arraycopy(source, from + done, chunks.get(chunks.size() - 1), CHUNK - room, part);
            room -= part;
            done += part;
        }
    }

    private void grow() {
        chunks.add(work.bytes(CHUNK));
        room = CHUNK;
    }

    long length() {
        return (long) chunks.size() * CHUNK - room;
    }

    void writeTo(OutputStream target) throws IOException {
        for (int i = 0; i < chunks.size(); i++) {
            target.write(chunks.get(i), 0, i == chunks.size() - 1 ? CHUNK - room : CHUNK);
        }
    }

    void release() {
        work.release((long) chunks.size() * CHUNK);
        chunks.clear();
        room = 0;
    }
}
