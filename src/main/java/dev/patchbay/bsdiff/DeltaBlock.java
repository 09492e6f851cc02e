package dev.patchbay.bsdiff;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** One of the three compressed blocks of a delta, read from its beginning to its end. */
final class DeltaBlock implements Closeable {
    private final String name;
    private final InputStream content;

    DeltaBlock(String name, InputStream compressed) throws IOException {
        this.name = name;
        try {
            this.content = new BZip2CompressorInputStream(compressed);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            throw new CorruptDelta("the " + name + " block does not begin as bzip2", e);
        }
    }

    /** Reads exactly {@code length} bytes. */
    void read(byte[] target, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int read = readSome(target, done, length - done);
            if (read < 0) throw new CorruptDelta("the " + name + " block ends too early");
            done += read;
        }
    }

    /** Reading to the end is also what makes bzip2 compare its checksum. */
    void expectEnd() throws IOException {
        if (readSome(new byte[1], 0, 1) >= 0) throw new CorruptDelta("the " + name + " block is longer than its use");
    }

    private int readSome(byte[] target, int from, int length) throws IOException {
        try {
            return content.read(target, from, length);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IOException | RuntimeException e) {
            throw new CorruptDelta("the " + name + " block cannot be decompressed", e);
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
