package dev.patchbay.bsdiff;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Carries out the steps of a delta that may be hostile. */
final class ScriptRun {
    private static final int BUFFER = 1 << 16;

    private final DeltaBlock control;
    private final DeltaBlock diff;
    private final DeltaBlock extra;
    private final FileChannel old;
    private final long oldLength;
    private final OutputStream fresh;
    private final byte[] buffer = new byte[BUFFER];
    private final ByteBuffer oldBuffer = ByteBuffer.allocate(BUFFER);

    private long position;

    ScriptRun(DeltaBlock control, DeltaBlock diff, DeltaBlock extra, FileChannel old, OutputStream fresh)
            throws IOException {
        this.control = control;
        this.diff = diff;
        this.extra = extra;
        this.old = old;
        this.oldLength = old.size();
        this.fresh = fresh;
    }

    void make(long freshLength) throws IOException {
        byte[] entry = new byte[3 * Offsets.SIZE];
        long left = freshLength;
        // every step of an encoder but the first makes at least one byte; endless empty ones are an attack
        for (long steps = 0; left > 0; steps++) {
            control.read(entry, entry.length);
            long added = Offsets.read(entry, 0);
            long inserted = Offsets.read(entry, Offsets.SIZE);
            if (added < 0 || inserted < 0 || added > left || inserted > left - added || steps > freshLength) {
                throw new CorruptDelta("a step of the delta goes beyond the new content");
            }
            add(added);
            insert(inserted);
            left -= added + inserted;
            seek(Offsets.read(entry, 2 * Offsets.SIZE));
        }
    }

    private void add(long length) throws IOException {
        if (length > 0 && (position < 0 || length > oldLength - position)) {
            throw new CorruptDelta("a step of the delta reads outside the old content");
        }
        for (long left = length; left > 0; ) {
            int part = (int) Math.min(BUFFER, left);
            diff.read(buffer, part);
            readOld(part);
            byte[] oldBytes = oldBuffer.array();
            for (int i = 0; i < part; i++) buffer[i] += oldBytes[i];
            fresh.write(buffer, 0, part);
            left -= part;
        }
    }

    private void readOld(int length) throws IOException {
        oldBuffer.clear().limit(length);
        while (oldBuffer.hasRemaining()) {
            int read = old.read(oldBuffer, position);
            if (read < 0) throw new IOException("the old content became shorter while it was read");
            position += read;
        }
    }

    private void insert(long length) throws IOException {
        for (long left = length; left > 0; ) {
            int part = (int) Math.min(BUFFER, left);
            extra.read(buffer, part);
            fresh.write(buffer, 0, part);
            left -= part;
        }
    }

    /** Positions outside the old content are allowed as long as nothing is read there. */
    private void seek(long distance) throws CorruptDelta {
        long moved = position + distance;
        // an overflow could lead back into the old content, where other decoders do not go
        if (((position ^ moved) & (distance ^ moved)) < 0) throw new CorruptDelta("a step of the delta seeks too far");
        position = moved;
    }
}
