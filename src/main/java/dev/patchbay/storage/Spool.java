package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/** Writes bytes under way to temporary files on the blobs' file system, digesting them as they pass. */
@Component
@DependsOn("homeLock")
public class Spool {
    private static final int BUFFER = 64 * 1024;

    private final PatchbayHome home;

    /** Removes what a crash has left: nothing is under way yet. */
    Spool(PatchbayHome home) throws IOException {
        this.home = home;
        remove("{spool,work,probe,backup,upload_}*");
    }

    /**
     * Removes what the container has written of uploads. Call it while none is under way.
     *
     * @throws IOException when the file system refuses
     */
    public void removeUploads() throws IOException {
        remove("upload_*");
    }

    private void remove(String names) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(home.temp(), names)) {
            for (Path leftover : leftovers) Files.deleteIfExists(leftover);
        }
    }

    /** What writes the bytes of a file that the server makes itself. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Copies a stream to its end into a temporary file and forces it to disk.
     *
     * @throws IOException when reading or writing fails; nothing is left then
     */
    public SpooledFile spool(InputStream in) throws IOException {
        return write(in::transferTo);
    }

    /**
     * Collects what the writer writes in a temporary file and forces it to disk.
     *
     * @throws IOException when writing fails; nothing is left then
     */
    public SpooledFile write(Writer writer) throws IOException {
        Path path = Files.createTempFile(home.temp(), "spool-", ".part");
        boolean complete = false;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            Digests digests = new Digests();
            try (OutputStream out = new DigestedOutput(Channels.newOutputStream(channel), digests)) {
                writer.writeTo(out);
                out.flush();
                channel.force(true);
                SpooledFile file = new SpooledFile(path, digests.sha256(), digests.md5(), channel.size());
                complete = true;
                return file;
            }
        } finally {
            if (!complete) Files.deleteIfExists(path);
        }
    }

    /**
     * A blob as a file: its own, or a temporary one.
     *
     * @throws IOException when its bytes cannot be read; nothing is left then
     */
    public LocalCopy local(Blob blob) throws IOException {
        if (blob.file().isPresent()) return new LocalCopy(blob.file().get(), false);
        Path path = emptyFile();
        boolean complete = false;
        try (InputStream in = blob.open()) {
            Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING);
            complete = true;
            return new LocalCopy(path, true);
        } finally {
            if (!complete) Files.deleteIfExists(path);
        }
    }

    /** An empty temporary file on the same file system, for a tool that wants a path; the caller removes it. */
    public Path emptyFile() throws IOException {
        return Files.createTempFile(home.temp(), "work-", ".part");
    }

    /**
     * Takes over a file that already lies in the temporary folder: digests it, forces it to disk.
     *
     * @throws IOException when it cannot be read; the file is removed then
     */
    public SpooledFile adopt(Path path) throws IOException {
        boolean complete = false;
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Digests digests = new Digests();
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            while (channel.read(buffer.clear()) >= 0) digests.update(buffer.array(), buffer.position());
            channel.force(true);
            SpooledFile file = new SpooledFile(path, digests.sha256(), digests.md5(), channel.size());
            complete = true;
            return file;
        } finally {
            if (!complete) Files.deleteIfExists(path);
        }
    }

    /** Passes writes on in large pieces and digests each byte once. */
    private static final class DigestedOutput extends OutputStream {
        private final OutputStream out;
        private final Digests digests;
        private final byte[] buffer = new byte[BUFFER];
        private int filled;

        DigestedOutput(OutputStream out, Digests digests) {
            this.out = out;
            this.digests = digests;
        }

        @Override
        public void write(int b) throws IOException {
            if (filled == buffer.length) flush();
            buffer[filled++] = (byte) b;
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                if (filled == buffer.length) flush();
                int part = Math.min(length - done, buffer.length - filled);
                System.arraycopy(source, offset + done, buffer, filled, part);
                filled += part;
                done += part;
            }
        }

        @Override
        public void flush() throws IOException {
            digests.update(buffer, filled);
            out.write(buffer, 0, filled);
            filled = 0;
        }

        /** The channel belongs to the caller, who forces it to disk first. */
        @Override
        public void close() {}
    }
}
