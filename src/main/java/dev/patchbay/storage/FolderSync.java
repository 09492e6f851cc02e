package dev.patchbay.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Forces a folder's entries to disk: a rename is there after a power cut only when its folder is. */
final class FolderSync {
    private FolderSync() {}

    /** Windows refuses to open a folder, and needs none of this. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            if (!System.getProperty("os.name", "").startsWith("Windows")) throw e;
        }
    }
}
