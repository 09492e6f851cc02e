package dev.patchbay.storage;

import java.io.IOException;
import java.nio.file.Files;
import org.springframework.stereotype.Component;

/** How much the home folder's disk can still take. */
@Component
public class StorageRoom {
    private final PatchbayHome home;
    private final StorageSettings settings;

    StorageRoom(PatchbayHome home, StorageSettings settings) {
        this.home = home;
        this.settings = settings;
    }

    /**
     * Refuses early what would not fit, so that a full disk is seldom met halfway.
     *
     * @param bytes that are about to be written; 0 or less when nobody knows
     * @throws StorageFull when they would not fit, or would take what is kept for the database
     */
    public void require(long bytes) throws IOException {
        if (free() - Math.max(0, bytes) < settings.reserve().toBytes()) throw new StorageFull();
    }

    private long free() throws IOException {
        return Files.getFileStore(home.temp()).getUsableSpace();
    }
}
