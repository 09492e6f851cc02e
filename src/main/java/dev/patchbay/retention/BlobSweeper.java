package dev.patchbay.retention;

import dev.patchbay.delta.Deltas;
import dev.patchbay.delta.Encodings;
import dev.patchbay.release.Releases;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes bytes that no row names: those of retired releases, and what a failed upload or a crash left. The order of its
 * steps is what {@link BlobStore} asks for: the time first, then the names, then the deletions.
 */
@Component
class BlobSweeper {
    private final BlobStore blobs;
    private final Releases releases;
    private final Deltas deltas;
    private final Encodings encodings;
    private final RetentionSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    BlobSweeper(
            BlobStore blobs,
            Releases releases,
            Deltas deltas,
            Encodings encodings,
            RetentionSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.blobs = blobs;
        this.releases = releases;
        this.deltas = deltas;
        this.encodings = encodings;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** How many bytes were freed. */
    long sweep() {
        return sweepUntouchedSince(clock.instant().minus(settings.unnamed()));
    }

    /** The time must be one since which whoever puts a blob has had the time to name it, or before the first did. */
    synchronized long sweepUntouchedSince(Instant time) {
        long freed = 0;
        Pass pass;
        do {
            try {
                pass = pass(time);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            freed += pass.freed();
        } while (pass.forgotten() > 0); // the codings of what went have lost their names with it
        return freed;
    }

    /**
     * @param freed bytes
     * @param forgotten rows that named codings of bytes that went
     */
    private record Pass(long freed, int forgotten) {}

    private Pass pass(Instant time) throws IOException {
        Set<String> named = names();
        long freed = 0;
        int forgotten = 0;
        for (BlobKey blob : blobs.keys()) {
            if (named.contains(blob.sha256())) continue;
            long bytes = blobs.deleteUntouchedSince(blob, time);
            if (bytes == 0) continue;
            freed += bytes;
            Integer rows = transaction.execute(status -> encodings.forget(blob.sha256()));
            forgotten += rows == null ? 0 : rows;
        }
        return new Pass(freed, forgotten);
    }

    /** Read at one moment, or a name that moves from one table to another meanwhile might be seen in neither. */
    Set<String> names() {
        Set<String> names = new HashSet<>();
        transaction.executeWithoutResult(status -> {
            names.addAll(deltas.named());
            names.addAll(encodings.named());
            names.addAll(releases.namedAsFull());
            names.addAll(releases.namedAsKnown());
        });
        return names;
    }
}
