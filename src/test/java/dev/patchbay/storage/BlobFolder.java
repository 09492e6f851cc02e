package dev.patchbay.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A real store in a temporary folder, for tests of other packages. */
public final class BlobFolder {
    private final PatchbayHome home;
    private final BlobStore store;

    public BlobFolder(Path folder) {
        this(new PatchbayHome(folder), Clock.systemUTC());
    }

    public BlobFolder(PatchbayHome home, Clock clock) {
        this.home = home;
        store = new FileSystemBlobStore(home, clock, BlobTouches.none());
    }

    public BlobStore store() {
        return store;
    }

    public Spool spool() throws IOException {
        return new Spool(home);
    }

    public SpooledFile spool(byte[] bytes) throws IOException {
        return new Spool(home).spool(new ByteArrayInputStream(bytes));
    }

    public BlobKey put(byte[] bytes) throws IOException {
        try (SpooledFile file = spool(bytes)) {
            return store.place(file).key();
        }
    }

    /** Changes a stored file behind the store's back. */
    public void damage(BlobKey key) throws IOException {
        Path file = store.find(key).orElseThrow().file().orElseThrow();
        Files.writeString(file, "something else of another length");
    }
}
