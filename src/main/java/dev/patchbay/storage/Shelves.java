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

    /** All that have a file. Only names are read: a file that goes meanwhile is no failure. */
    List<BlobKey> keys() throws IOException {
        List<BlobKey> keys = new ArrayList<>();
        for (String name : names(folder, 2)) {
            Path shelf = folder.resolve(name);
            if (!Files.isDirectory(shelf)) continue;
            for (String key : names(shelf, 64)) keys.add(new BlobKey(key));
        }
        return keys;
    }

    private static List<String> names(Path folder, int length) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.length() == length)
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Path shelf(BlobKey key) {
        return folder.resolve(key.sha256().substring(0, 2));
    }
}
