package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.commons.io.input.BoundedInputStream;

/** A blob that is a file of this machine. */
record FileBlob(BlobKey key, Path path, long size) implements Blob {
    @Override
    public InputStream open(long first, long length) throws IOException {
        return open(path, first, length);
    }

    /** Some of a file's bytes. */
    static InputStream open(Path path, long first, long length) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            InputStream rest = Channels.newInputStream(channel.position(first));
            return BoundedInputStream.builder()
                    .setInputStream(rest)
                    .setMaxCount(length)
                    .get();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(path);
    }
}
