package dev.patchbay.storage;

import java.nio.file.Files;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether what is about to be stored would find its place. */
@Component
public class StorageRoom {
    private final PatchbayHome home;
    private final StorageSettings settings;
    private final StoreState store;

    StorageRoom(PatchbayHome home, StorageSettings settings, StoreState store) {
        this.home = home;
        this.settings = settings;
        this.store = store;
    }

    /**
     * Refuses early what would not fit, so that a full disk, or a store that is away, is seldom met halfway.
     *
     * @param bytes that are about to be written; 0 or less when nobody knows
     * @throws StorageFull when they would not fit, or would take what is kept for the database
     * @throws StoreAway when bytes are kept elsewhere and nobody answers there
     */
    public void require(long bytes) {
        store.require();
        if (free() - Math.max(0, bytes) < settings.reserve().toBytes()) throw new StorageFull();
    }

    /** What is wrong with the disk, in a sentence; writes nothing to find out. */
    public Optional<String> trouble() {
        if (!Files.isWritable(home.temp())) {
            return Optional.of("The folder " + home.home() + " cannot be written; uploads are refused.");
        }
        if (free() >= settings.reserve().toBytes()) return Optional.empty();
        return Optional.of("The disk is nearly full: less than patchbay.storage.reserve is free, uploads are refused.");
    }

    /** Of a file, since asking the file system itself needs to open one. */
    private long free() {
        return home.temp().toFile().getUsableSpace();
    }
}
