package dev.patchbay.bsdiff;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Applies BSDIFF40 deltas, also those of strangers: every length, seek and size is checked before it is used, and the
 * memory needed is {@link #MEMORY} whatever the delta says.
 */
public final class Bspatch {
    /** The most bytes that applying a delta holds: three bzip2 decoders at their largest, and buffers. */
    public static final long MEMORY = 16 << 20;

    private final long largest;

    /** @param largest the most bytes a new content may have; a delta that promises more is refused before any work */
    public Bspatch(long largest) {
        this.largest = largest;
    }

    /**
     * The size of the content that a delta makes, as its header states it.
     *
     * @return bytes
     * @throws CorruptDelta when the file does not begin as a BSDIFF40 file
     */
    public static long freshSize(Path delta) throws IOException {
        try (FileChannel file = FileChannel.open(delta)) {
            return header(file).freshLength();
        }
    }

    /**
     * What a delta's header says of its parts.
     *
     * @param control bytes of the compressed control block
     * @param diff bytes of the compressed diff block
     * @param extra bytes of the compressed extra block
     * @param fresh bytes of the content that it makes
     */
    public record Parts(long control, long diff, long extra, long fresh) {}

    /**
     * Reads a delta's header.
     *
     * @throws CorruptDelta when the file does not begin as a BSDIFF40 file, or is shorter than its parts
     */
    public static Parts parts(Path delta) throws IOException {
        try (FileChannel file = FileChannel.open(delta)) {
            Header header = header(file);
            long extra = file.size() - Header.SIZE - header.controlLength() - header.diffLength();
            return new Parts(header.controlLength(), header.diffLength(), extra, header.freshLength());
        }
    }

    /**
     * Writes the new content. What was written before an exception is not usable.
     *
     * @param old the content the delta was made from, read at random positions
     * @param delta a BSDIFF40 file (the format of Colin Percival's bsdiff 4.3: header, then control, diff and extra
     *     block, each a bzip2 stream)
     * @param fresh receives the new content, piece by piece; not closed
     * @throws CorruptDelta when the delta is not well formed, reaches outside the old content or makes another size than
     *     it says
     */
    public void apply(Path old, Path delta, OutputStream fresh) throws IOException {
        try (FileChannel oldFile = FileChannel.open(old);
                FileChannel deltaFile = FileChannel.open(delta)) {
            Header header = header(deltaFile);
            if (header.freshLength() > largest) {
                throw new CorruptDelta(
                        "the delta makes " + header.freshLength() + " bytes, at most " + largest + " are allowed");
            }
            long diffStart = Header.SIZE + header.controlLength();
            long extraStart = diffStart + header.diffLength();
            try (DeltaBlock control = new DeltaBlock("control", new Section(deltaFile, Header.SIZE, diffStart));
                    DeltaBlock diff = new DeltaBlock("diff", new Section(deltaFile, diffStart, extraStart));
                    DeltaBlock extra = new DeltaBlock("extra", new Section(deltaFile, extraStart, deltaFile.size()))) {
                new ScriptRun(control, diff, extra, oldFile, fresh).make(header.freshLength());
                control.expectEnd();
                diff.expectEnd();
                extra.expectEnd();
            }
        }
    }

    private static Header header(FileChannel delta) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Header.SIZE);
        while (bytes.hasRemaining()) {
            if (delta.read(bytes, bytes.position()) < 0) throw new CorruptDelta("shorter than a BSDIFF40 header");
        }
        Header header = Header.of(bytes.array());
        long rest = delta.size() - Header.SIZE;
        if (header.controlLength() > rest || header.diffLength() > rest - header.controlLength()) {
            throw new CorruptDelta("the delta's blocks are longer than the delta");
        }
        return header;
    }
}
