package dev.patchbay.release;

import dev.patchbay.pack.Retimestamper;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobPlacer;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.LocalCopy;
import dev.patchbay.storage.Patience;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Writes a damaged package again that a rollback wrote from another: nobody has the file, but the same content and the same
 * timestamp give the same bytes.
 */
@Component
class PackageHealer {
    private final BlobStore blobs;
    private final BlobPlacer placer;
    private final Spool spool;
    private final Patience patience;
    private final Retimestamper retimestamper;

    PackageHealer(BlobStore blobs, BlobPlacer placer, Spool spool, Patience patience, Retimestamper retimestamper) {
        this.blobs = blobs;
        this.placer = placer;
        this.spool = spool;
        this.patience = patience;
        this.retimestamper = retimestamper;
    }

    /** Call it inside a transaction; does nothing when the package is whole or cannot be written from what is known. */
    void heal(Release release) throws IOException {
        if (!release.eros() || release.full().isEmpty()) return;
        Content full = release.full().get();
        if (blobs.isIntact(full.key())) return;
        for (KnownContent known : release.otherContents()) {
            if (!blobs.isIntact(known.content().key())) continue;
            Blob source = blobs.find(known.content().key()).orElseThrow();
            if (wrote(full, source, release.timestamp())) return;
        }
    }

    private boolean wrote(Content full, Blob source, long timestamp) throws IOException {
        Path path = spool.emptyFile();
        try (Patience.Grant grant = patience.toMove(source.size());
                LocalCopy local = spool.local(source)) {
            retimestamper.retimestamp(local.path(), Instant.ofEpochMilli(timestamp), path);
            try (SpooledFile file = spool.adopt(path)) {
                if (!file.key().equals(full.key())) return false;
                placer.place(file);
                return true;
            }
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
