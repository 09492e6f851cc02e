package dev.patchbay.storage;

import dev.patchbay.storage.BlobStore.Hold;
import dev.patchbay.storage.BlobStore.Placed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who is about to name which blob. Whoever places or touches one claims it, and what is claimed is not removed: within this
 * process that is remembered here, and among all nodes by {@link BlobTouches}. A store does its own part of each act, in its
 * turn with the blob.
 */
final class Claims {
    /** Generous: who touched a blob so long before another placed it has named it, or will not any more. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(30);

    private final Clock clock;
    private final BlobTouches nodes;
    private final Map<BlobKey, Claim> last = new ConcurrentHashMap<>();
    private final AtomicLong count = new AtomicLong();
    private final AtomicInteger holds = new AtomicInteger();
    private final BlobTurns turns = new BlobTurns();

    Claims(Clock clock, BlobTouches nodes) {
        this.clock = clock;
        this.nodes = nodes;
    }

    private record Claim(long number, Instant at) {}

    /** A store's part of an act. */
    @FunctionalInterface
    interface Step<T> {
        T take() throws IOException;
    }

    /**
     * @param put stores the blob, and says whether there was none before
     */
    Placed place(BlobKey key, Step<Boolean> put) throws IOException {
        Instant begun = clock.instant();
        nodes.touched(key);
        return inTurn(key, () -> {
            boolean isNew = put.take();
            return new Placed(key, isNew, claim(key), begun);
        });
    }

    /**
     * @param look whether the blob is there with the right bytes; when not, it is not claimed
     */
    boolean touch(BlobKey key, Step<Boolean> look) throws IOException {
        nodes.touched(key);
        return inTurn(key, () -> {
            if (!look.take()) return false;
            claim(key);
            return true;
        });
    }

    private long claim(BlobKey key) {
        long number = count.incrementAndGet();
        last.put(key, new Claim(number, clock.instant()));
        return number;
    }

    /** While there is one, nothing is removed but what is damaged. */
    Hold hold() {
        holds.incrementAndGet();
        turns.awaitAll(); // whoever is deleting at this moment has one
        return holds::decrementAndGet;
    }

    /**
     * @param removal only used when nobody claimed the blob since, in this process or in another
     * @return false when somebody did
     */
    boolean takeBack(Placed placed, BlobTouches.Deletion removal) throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        nodes.unlessTouched(
                placed.key(),
                placed.at().minus(LONGEST_UPLOAD),
                () -> inTurn(placed.key(), () -> {
                    @Nullable Claim claim = last.get(placed.key());
                    gone.set(placed.isNew() && claim != null && claim.number() == placed.touch());
                    return gone.get() && holds.get() == 0 ? removal.delete() : 0L;
                }));
        return gone.get();
    }

    /**
     * For what looks as if nobody had touched it since that time; in this process the store itself has to know.
     *
     * @return what the removal says; 0 when another node touched it since, or somebody holds all
     */
    long unlessTouched(BlobKey key, Instant since, BlobTouches.Deletion removal) throws IOException {
        return nodes.unlessTouched(key, since, () -> inTurn(key, () -> holds.get() > 0 ? 0L : removal.delete()));
    }

    /** Whether it was claimed in this process since that time; asked in a removal. */
    boolean isClaimedSince(BlobKey key, Instant time) {
        @Nullable Claim claim = last.get(key);
        return claim != null && !claim.at().isBefore(time);
    }

    /** Of a blob that is damaged, which nobody can name: only whoever is storing it anew is waited for. */
    void unlessStoredNow(BlobKey key, BlobTouches.Deletion removal) throws IOException {
        nodes.unlessTouched(key, clock.instant().minus(LONGEST_UPLOAD), () -> inTurn(key, removal::delete));
    }

    /** One at a time for each blob. */
    <T> T inTurn(BlobKey key, Step<T> step) throws IOException {
        try (BlobTurns.Turn turn = turns.take(key)) {
            return step.take();
        }
    }

    /** Of a blob that is gone. */
    void forget(BlobKey key) {
        last.remove(key);
    }
}
