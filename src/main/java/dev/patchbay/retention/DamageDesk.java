package dev.patchbay.retention;

import dev.patchbay.delta.DamagedBytes;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sees to bytes that were found damaged: what can be made anew is, what nothing names goes, and for the rest somebody is
 * asked to upload the same file again, after which what could not be made without it is.
 */
@Component
class DamageDesk {
    private static final Logger log = LoggerFactory.getLogger(DamageDesk.class);

    private final BlobStore blobs;
    private final Releases releases;
    private final DamagedBytes made;
    private final Set<BlobKey> awaited = new HashSet<>();
    private volatile List<String> reasons = List.of();

    DamageDesk(BlobStore blobs, Releases releases, DamagedBytes made) {
        this.blobs = blobs;
        this.releases = releases;
        this.made = made;
    }

    /** What people have to do about it; empty when all is well. */
    List<String> reasons() {
        return reasons;
    }

    synchronized void attend() throws IOException {
        Set<BlobKey> damaged = blobs.damaged();
        List<String> wanted = new ArrayList<>();
        for (BlobKey key : damaged) {
            if (made.names(key)) {
                // first, or it might take what was made anew meanwhile
                if (!blobs.deleteDamaged(key)) continue;
                made.rebuild(key);
                log.warn("Blob {} is missing or damaged; it is made anew", key);
            } else {
                String reason = reason(key);
                if (!reason.isEmpty()) wanted.add(reason);
                if (awaited.add(key) && !reason.isEmpty()) log.error("{}", reason);
            }
        }
        reasons = List.copyOf(wanted);
        for (BlobKey key : List.copyOf(awaited)) {
            if (damaged.contains(key)) continue;
            awaited.remove(key);
            if (blobs.isIntact(key)) made.retry(key);
        }
    }

    private String reason(BlobKey key) throws IOException {
        List<Release> handed = releases.handingOut(key.sha256());
        if (!handed.isEmpty()) {
            Release first = handed.get(0);
            return "The package of release " + first.id() + " (" + first.appName() + ", " + first.platform()
                    + ") is missing or damaged and is not offered; upload the same file again.";
        }
        if (releases.namedAsKnown().contains(key.sha256())) {
            return "Bytes that devices may hold (" + key
                    + ") are missing or damaged; no new deltas start from them until"
                    + " the same file is uploaded again.";
        }
        blobs.deleteDamaged(key);
        return "";
    }
}
