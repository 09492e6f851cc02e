package dev.patchbay.retention;

import dev.patchbay.storage.BlobPlacer;
import dev.patchbay.storage.BlobStore.Placed;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Finds out whether bytes are named whose transaction ended without anybody knowing how, and removes them if not. */
@Component
class DoubtfulBlobs {
    private final BlobPlacer placer;
    private final BlobSweeper sweeper;

    DoubtfulBlobs(BlobPlacer placer, BlobSweeper sweeper) {
        this.placer = placer;
        this.sweeper = sweeper;
    }

    void settle() {
        List<Placed> doubtful = placer.doubtful();
        if (doubtful.isEmpty()) return;
        try {
            Set<String> named = sweeper.names();
            for (Placed one : doubtful) {
                if (!named.contains(one.key().sha256())) placer.takeBack(one);
            }
        } catch (RuntimeException e) {
            placer.putOff(doubtful);
            throw e;
        }
    }
}
