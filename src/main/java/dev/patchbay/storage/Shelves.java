package dev.patchbay.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where which blob lies: in a folder named by the first two digits of its SHA-256. */
record Shelves(Path folder) {
    Path file(BlobKey key) {
        return shelf(key).resolve(key.sha256());
    }

    Path make(BlobKey key) throws IOException {
        return Files.createDirectories(shelf(key)).resolve(key.sha256());
    }

    /** So that the file's name is on disk. */
    void force(BlobKey key) throws IOException {
        FolderSync.force(shelf(key));
        FolderSync.force(folder);
    }

    /** All that have a file. */
    List<BlobKey> keys() throws IOException {
        List<BlobKey> keys = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.length() == 64)
                    .forEach(name -> keys.add(new BlobKey(name)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return keys;
    }

    private Path shelf(BlobKey key) {
        return folder.resolve(key.sha256().substring(0, 2));
    }
}
