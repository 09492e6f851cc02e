package dev.patchbay.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A complete temporary file whose bytes are on disk and digested, not yet a blob. Closing it removes the file, unless
 * {@link BlobStore#place} has taken it over.
 *
 * @param size in bytes
 * @param md5 32 lower-case hex digits
 */
public record SpooledFile(Path path, BlobKey key, String md5, long size) implements AutoCloseable {
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove the temporary file " + path, e);
        }
    }
}
