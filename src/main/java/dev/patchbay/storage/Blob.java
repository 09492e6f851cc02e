package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Stored bytes that can be read.
 *
 * @param file where the bytes lie; never written to
 * @param size in bytes
 */
public record Blob(BlobKey key, Path file, long size) {
    /**
     * @throws IOException when the file cannot be opened
     */
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
