package dev.patchbay.bsdiff;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/**
 * Writes a script as a BSDIFF40 file: header, control block, diff block, extra block. Each block is one bzip2 stream,
 * since bspatch stops at the end of the first.
 */
final class DeltaWriter {
    private static final int BUFFER = 1 << 14;
    private static final int CONTROL_ENTRY = 3 * Offsets.SIZE;
    /** bzip2 sorts: a byte costs about this many of the steps that a byte costs elsewhere. */
    private static final int STEPS_PER_COMPRESSED_BYTE = 16;

    private final Work work;
    private final byte[] old;
    private final byte[] fresh;
    private final byte[] buffer = new byte[BUFFER];

    DeltaWriter(Work work, byte[] old, byte[] fresh) {
        this.work = work;
        this.old = old;
        this.fresh = fresh;
    }

    void write(Script script, OutputStream delta) throws IOException {
        Chunks control = new Chunks(work);
        Chunks diff = new Chunks(work);
        Chunks extra = new Chunks(work);
        compress(script, control, this::writeControl);
        compress(script, diff, this::writeDiff);
        compress(script, extra, this::writeExtra);
        delta.write(new Header(control.length(), diff.length(), fresh.length).bytes());
        for (Chunks block : new Chunks[] {control, diff, extra}) {
            block.writeTo(delta);
            block.release();
        }
    }

    private void compress(Script script, Chunks target, Block block) throws IOException {
        RunLengths runs = new RunLengths();
        block.write(script, runs);
        int level = Bzip2Level.of(runs.encoded(), (long) old.length + fresh.length);
        work.hold(Bzip2Level.memory(level));
        try (OutputStream compressor = new BZip2CompressorOutputStream(target, level)) {
            block.write(script, new Metered(compressor));
        }
        work.release(Bzip2Level.memory(level));
    }

    /** What is compressed costs its time. */
    private final class Metered extends OutputStream {
        private final OutputStream compressor;

        Metered(OutputStream compressor) {
            this.compressor = compressor;
        }

        @Override
        public void write(int b) throws IOException {
            compressor.write(b);
            work.spend(STEPS_PER_COMPRESSED_BYTE);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            compressor.write(bytes, offset, length);
            work.spend((long) length * STEPS_PER_COMPRESSED_BYTE);
        }
    }

    private void writeControl(Script script, OutputStream target) throws IOException {
        byte[] entry = new byte[CONTROL_ENTRY];
        for (int step = 0; step < script.steps(); step++) {
            Offsets.write(script.diff(step), entry, 0);
            Offsets.write(script.extra(step), entry, Offsets.SIZE);
            Offsets.write(script.seek(step), entry, 2 * Offsets.SIZE);
            target.write(entry);
        }
    }

    private void writeDiff(Script script, OutputStream target) throws IOException {
        int at = 0;
        int position = 0;
        for (int step = 0; step < script.steps(); step++) {
            int end = at + script.diff(step);
            while (at < end) {
                int part = Math.min(BUFFER, end - at);
                for (int i = 0; i < part; i++) buffer[i] = (byte) (fresh[at + i] - old[position + i]);
                target.write(buffer, 0, part);
                at += part;
                position += part;
            }
            at += script.extra(step);
            position += script.seek(step);
        }
    }

    private void writeExtra(Script script, OutputStream target) throws IOException {
        int at = 0;
        for (int step = 0; step < script.steps(); step++) {
            at += script.diff(step);
            int end = at + script.extra(step);
            while (at < end) {
                int part = Math.min(BUFFER, end - at);
                target.write(fresh, at, part);
                at += part;
            }
        }
    }

    private interface Block {
        void write(Script script, OutputStream target) throws IOException;
    }
}
