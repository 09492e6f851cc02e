package dev.patchbay.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A blob's bytes as a file of this machine, for who reads back and forth in them. Closing removes what was copied for it.
 *
 * @param path never written to
 * @param copied whether the bytes lie elsewhere
 */
public record LocalCopy(Path path, boolean copied) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        if (copied) Files.deleteIfExists(path);
    }
}
