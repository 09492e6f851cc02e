package dev.patchbay.client;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;

/**
 * Applies a BSDIFF40 delta (Colin Percival's bspatch.c). Neither the delta nor the file it makes is trusted: every length is
 * checked before it is used, the new file has exactly the announced length, and memory use does not depend on what the delta says.
 */
final class Bspatch {
    private static final int HEADER = 32;
    private static final String MAGIC = "BSDIFF40";
    private static final int BUFFER = 32 * 1024;

    /** Entries that add nothing are legal and rare; a delta of nothing else must not keep a device busy. */
    private static final long EMPTY_ENTRIES = 4096;

    private final RandomAccessFile base;
    private final long baseLength;
    private final InputStream control;
    private final InputStream diff;
    private final InputStream extra;
    private final OutputStream out;
    private long at;

    private Bspatch(RandomAccessFile base, InputStream control, InputStream diff, InputStream extra, OutputStream out)
            throws IOException {
        this.base = base;
        this.baseLength = base.length();
        this.control = control;
        this.diff = diff;
        this.extra = extra;
        this.out = out;
    }

    /**
     * Writes the new file.
     *
     * @param length the length that it must have
     * @throws Refused when the delta is malformed or makes something else
     */
    static void apply(File baseFile, File deltaFile, OutputStream out, long length) throws IOException {
        try (RandomAccessFile delta = new RandomAccessFile(deltaFile, "r");
                RandomAccessFile base = new RandomAccessFile(baseFile, "r")) {
            if (delta.length() < HEADER) throw new Refused("a delta that is cut off");
            byte[] header = new byte[HEADER];
            delta.readFully(header);
            for (int i = 0; i < MAGIC.length(); i++) {
                if (header[i] != MAGIC.charAt(i)) throw new Refused("not a BSDIFF40 delta");
            }
            long controlLength = number(header, 8);
            long diffLength = number(header, 16);
            long rest = delta.length() - HEADER;
            if (controlLength < 0 || controlLength > rest || diffLength < 0 || diffLength > rest - controlLength) {
                throw new Refused("a delta whose parts do not fit into it");
            }
            if (number(header, 24) != length) throw new Refused("a delta to a file of another length");
            long diffStart = HEADER + controlLength;
            long extraStart = diffStart + diffLength;
            new Bspatch(
                            base,
                            part(deltaFile, HEADER, diffStart),
                            part(deltaFile, diffStart, extraStart),
                            part(deltaFile, extraStart, delta.length()),
                            out)
                    .run(length);
        } catch (EOFException e) {
            throw new Refused("a delta that is cut off", e);
        }
    }

    private static InputStream part(File file, long from, long to) throws IOException {
        return new BufferedInputStream(new Bunzip(new Slice(file, from, to)), BUFFER);
    }

    private void run(long length) throws IOException {
        try {
            long written = 0;
            long empty = 0;
            byte[] entry = new byte[24];
            while (written < length) {
                fill(control, entry, entry.length);
                long add = number(entry, 0);
                long insert = number(entry, 8);
                if (add < 0 || insert < 0 || add > length - written || insert > length - written - add) {
                    throw new Refused("a delta that writes beyond its end");
                }
                if (add == 0 && insert == 0 && ++empty > EMPTY_ENTRIES) throw new Refused("a delta that does nothing");
                add(add);
                copy(insert);
                written += add + insert;
                move(number(entry, 16));
            }
        } finally {
            control.close();
            diff.close();
            extra.close();
        }
    }

    private void move(long by) throws Refused {
        long most = 1L << 52;
        if (by > most || by < -most || at + by > most || at + by < -most)
            throw new Refused("a delta that leaps too far");
        at += by;
    }

    /** Bytes of the base plus bytes of the delta; beyond the base's ends its bytes count as zero, as bspatch.c has it. */
    private void add(long count) throws IOException {
        byte[] sum = new byte[BUFFER];
        byte[] old = new byte[BUFFER];
        for (long left = count; left > 0; ) {
            int n = (int) Math.min(left, BUFFER);
            fill(diff, sum, n);
            long from = Math.max(at, 0);
            long to = Math.min(at + n, baseLength);
            if (from < to) {
                base.seek(from);
                base.readFully(old, 0, (int) (to - from));
                int shift = (int) (from - at);
                for (int i = 0; i < to - from; i++) sum[shift + i] += old[i];
            }
            out.write(sum, 0, n);
            at += n;
            left -= n;
        }
    }

    private void copy(long count) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (long left = count; left > 0; ) {
            int n = (int) Math.min(left, BUFFER);
            fill(extra, buffer, n);
            out.write(buffer, 0, n);
            left -= n;
        }
    }

    private static void fill(InputStream in, byte[] bytes, int count) throws IOException {
        for (int done = 0; done < count; ) {
            int n = in.read(bytes, done, count - done);
            if (n < 0) throw new EOFException();
            done += n;
        }
    }

    /** Eight bytes, the least first, with the sign in the highest bit. */
    private static long number(byte[] bytes, int from) {
        long value = 0;
        for (int i = 7; i >= 0; i--) value = value << 8 | bytes[from + i] & 255;
        long size = value & Long.MAX_VALUE;
        return value < 0 ? -size : size;
    }

    /** A part of a file. */
    private static final class Slice extends InputStream {
        private final RandomAccessFile file;
        private long left;

        Slice(File whole, long from, long to) throws IOException {
            file = new RandomAccessFile(whole, "r");
            file.seek(from);
            left = to - from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            if (left <= 0) return -1;
            int n = file.read(bytes, from, (int) Math.min(count, left));
            if (n > 0) left -= n;
            return n;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
