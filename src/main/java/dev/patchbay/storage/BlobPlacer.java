package dev.patchbay.storage;

import dev.patchbay.storage.BlobStore.Placed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stores bytes that a row of the running transaction is going to name, so that neither stays without the other: what the
 * transaction brought goes again when it is rolled back. When nobody can say how it ended, the rows decide as soon as they
 * can be read.
 */
@Component
public class BlobPlacer {
    private static final Logger log = LoggerFactory.getLogger(BlobPlacer.class);

    /** A good deal less than the hour of which {@link BlobStore} tells. */
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(10);

    private final BlobStore blobs;
    private final Patience patience;
    private final DatabaseWatch database;
    private final Clock clock;
    private final Queue<Placed> doubtful = new ConcurrentLinkedQueue<>();

    BlobPlacer(BlobStore blobs, Patience patience, DatabaseWatch database, Clock clock) {
        this.blobs = blobs;
        this.patience = patience;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Call it inside a transaction.
     *
     * @throws IOException when the file system refuses; nothing is left then
     */
    public void place(SpooledFile file) throws IOException {
        try (Patience.Grant grant = patience.toMove(file.size())) {
            Placed placed = blobs.place(file);
            if (placed.isNew()) goesUnlessCommitted(placed);
        }
    }

    /**
     * Places one after the other, however long that takes: those that came early are touched again in time, or a sweep would take
     * them for what nobody names. Call it inside a transaction, which has to end within half an hour from then on.
     *
     * @throws IOException when the store refuses
     */
    public void placeAll(Collection<SpooledFile> files) throws IOException {
        List<BlobKey> placed = new ArrayList<>();
        Instant touched = clock.instant();
        for (SpooledFile file : files) {
            place(file);
            placed.add(file.key());
            if (clock.instant().isBefore(touched.plus(TOUCH_EVERY))) continue;
            touched = clock.instant();
            for (BlobKey key : placed) touch(key);
        }
    }

    private void touch(BlobKey key) throws IOException {
        try (Patience.Grant grant = patience.toMove(0)) {
            if (!blobs.touch(key)) throw new IOException("blob " + key + " went again before it had a name");
        }
    }

    private void goesUnlessCommitted(Placed placed) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_ROLLED_BACK && database.away().isEmpty()) takeBackNow(placed);
                else if (status != STATUS_COMMITTED) doubtful.add(placed);
            }
        });
    }

    /** Nodes take turns by the database; who is told that it is away must not wait for it once more. */
    private void takeBackNow(Placed placed) {
        try {
            takeBack(placed);
        } catch (RuntimeException e) {
            log.debug("Blob {} cannot be taken back yet", placed.key(), e);
            doubtful.add(placed);
        }
    }

    /** What may or may not be named: the caller finds out, and takes back what is not or puts it off. */
    public List<Placed> doubtful() {
        List<Placed> all = new ArrayList<>();
        for (Placed one = doubtful.poll(); one != null; one = doubtful.poll()) all.add(one);
        return all;
    }

    public void putOff(List<Placed> still) {
        doubtful.addAll(still);
    }

    /** A failure only means that it stays until what no row names is swept. */
    public void takeBack(Placed placed) {
        try {
            blobs.takeBack(placed);
        } catch (IOException | StoreAway e) {
            log.warn("Cannot remove blob {}, which nothing names; the daily sweep tries again", placed.key(), e);
        }
    }
}
