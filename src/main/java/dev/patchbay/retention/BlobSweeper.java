package dev.patchbay.retention;

import dev.patchbay.delta.Deltas;
import dev.patchbay.delta.Encoding;
import dev.patchbay.delta.Encodings;
import dev.patchbay.release.Releases;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
    long sweepUntouchedSince(Instant time) {
        return sweep(time, false);
    }

    /**
     * The same after the start of a server that shares its database with no other. The codings of what went lose their names with
     * it, and go however new they are: a job that a crash had left may have made them since the start.
     */
    long sweepLeftBehind(Instant start) {
        return sweep(start, true);
    }

    private synchronized long sweep(Instant time, boolean alone) {
        Map<BlobKey, Instant> nameless = new HashMap<>();
        long freed = 0;
        Pass pass;
        do {
            try {
                pass = pass(blob -> nameless.getOrDefault(blob, time));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            freed += pass.freed();
            if (alone) nameless.putAll(pass.nameless());
        } while (!pass.nameless().isEmpty());
        return freed;
    }

    /**
     * @param freed bytes
     * @param nameless codings of bytes that went, and a time before that: whoever made one since names it again
     */
    private record Pass(long freed, Map<BlobKey, Instant> nameless) {}

    private Pass pass(Function<BlobKey, Instant> untouchedSince) throws IOException {
        Set<String> named = names();
        Map<BlobKey, Instant> nameless = new HashMap<>();
        long freed = 0;
        for (BlobKey blob : blobs.keys()) {
            if (named.contains(blob.sha256())) continue;
            long bytes = blobs.deleteUntouchedSince(blob, untouchedSince.apply(blob));
            if (bytes == 0) continue;
            freed += bytes;
            Instant now = clock.instant();
            for (BlobKey coding : forget(blob)) nameless.put(coding, now);
        }
        return new Pass(freed, nameless);
    }

    /** The codings of bytes that are gone, which nothing names any more. */
    private List<BlobKey> forget(BlobKey content) {
        List<BlobKey> nameless = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            for (Encoding coding : encodings.lockedOf(content.sha256())) {
                coding.blob().ifPresent(nameless::add);
                encodings.delete(coding);
            }
        });
        return nameless;
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
