package dev.patchbay.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/**
 * Blobs as files named by their SHA-256, in folders of their first two digits. A blob appears whole or not at all, and
 * is on disk before {@link #place} returns.
 *
 * <p>Deleting what nobody needs must not meet somebody who is about to need it. So who names a blob in a row touches it
 * first, by {@link #place} or {@link #touch}, and commits within the hour; who deletes takes a time an hour back, then reads
 * all names, then deletes by {@link #deleteUntouchedSince} what has none. A blob touched after that time stays; the name of
 * one touched before it was there to be read. Touching and deleting take turns within this process, and by
 * {@link BlobTouches} among all nodes of a cluster.
 */
@Component
@DependsOn("homeLock")
public class BlobStore {
    /** Generous: who touched a blob before this has named it, or will not any more. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(30);

    private final Shelves shelves;
    private final Clock clock;
    private final BlobTouches nodes;
    private final Verdicts verdicts = new Verdicts();
    private final Map<BlobKey, Long> touches = new ConcurrentHashMap<>();
    private final AtomicLong touch = new AtomicLong();
    private final AtomicInteger holds = new AtomicInteger();
    private final BlobTurns turns = new BlobTurns();

    BlobStore(PatchbayHome home, Clock clock, BlobTouches nodes) {
        this.shelves = new Shelves(home.blobs());
        this.clock = clock;
        this.nodes = nodes;
    }

    /** Keeps every blob in its place until it is closed. */
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A blob that a {@link #place} brought.
     *
     * @param isNew whether there was no file of that name before
     */
    public record Placed(BlobKey key, boolean isNew, long touch) {}

    /**
     * Takes a spooled file over as a blob. A file that is already there is kept if its bytes are right and replaced if
     * not, so that storing the same content again heals a damaged blob.
     *
     * @return for {@link #takeBack}
     * @throws IOException when the file system refuses; the spooled file stays the caller's then, and no new blob is left
     */
    public Placed place(SpooledFile spooled) throws IOException {
        BlobKey key = spooled.key();
        Path target = shelves.make(key);
        nodes.touched(key);
        try (BlobTurns.Turn turn = turns.take(key)) {
            verdicts.forget(key);
            boolean isNew = !Files.exists(target);
            boolean moved = isNew || !verdicts.read(key, target);
            if (moved) Files.move(spooled.path(), target, StandardCopyOption.ATOMIC_MOVE);
            settle(key, target, moved);
            return new Placed(key, isNew, touches.getOrDefault(key, 0L));
        }
    }

    /**
     * The folders are forced also when the file was there: whoever is putting it at this moment may not have come so far. After
     * a failure nobody knows what of them is on disk, so what is new goes again.
     */
    private void settle(BlobKey key, Path target, boolean moved) throws IOException {
        boolean settled = false;
        try {
            touched(key, target);
            shelves.force(key);
            settled = true;
        } finally {
            if (!settled && moved) delete(key);
        }
    }

    private void touched(BlobKey key, Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        touches.put(key, touch.incrementAndGet());
        verdicts.intact(key, file);
    }

    /**
     * Removes a blob again that nobody is going to name. Ask only when it is certain that the one who placed it has not
     * named it; that others have not follows from their not having touched it.
     *
     * @return false when somebody else put or touched it meanwhile, and may name it
     */
    public boolean takeBack(Placed placed) throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        nodes.unlessTouched(placed.key(), clock.instant().minus(LONGEST_UPLOAD), () -> {
            gone.set(takeBackHere(placed));
            return 0;
        });
        return gone.get();
    }

    private boolean takeBackHere(Placed placed) throws IOException {
        try (BlobTurns.Turn turn = turns.take(placed.key())) {
            boolean untouched = placed.isNew() && touches.getOrDefault(placed.key(), 0L) == placed.touch();
            if (untouched && holds.get() == 0) delete(placed.key());
            return untouched;
        }
    }

    /**
     * Says that somebody is about to name a blob that is here already.
     *
     * @return whether it is here with the right bytes; when not, it must not be named
     */
    public boolean touch(BlobKey key) throws IOException {
        nodes.touched(key);
        try (BlobTurns.Turn turn = turns.take(key)) {
            if (!isIntact(key)) return false;
            touched(key, shelves.file(key));
            return true;
        }
    }

    /** Nothing is removed while there is a hold; what was to be removed is the next time. */
    public Hold hold() {
        holds.incrementAndGet();
        turns.awaitAll(); // whoever is deleting at this moment has one
        return holds::decrementAndGet;
    }

    /**
     * Removes a blob that nobody put or touched since a time.
     *
     * @return how many bytes that freed; 0 when the blob stays or was not there
     * @throws IOException when the file system refuses
     */
    public long deleteUntouchedSince(BlobKey key, Instant time) throws IOException {
        return nodes.unlessTouched(key, time, () -> deleteIfOlder(key, time));
    }

    private long deleteIfOlder(BlobKey key, Instant time) throws IOException {
        try (BlobTurns.Turn turn = turns.take(key)) {
            FileTime modified = Files.getLastModifiedTime(shelves.file(key));
            if (holds.get() > 0 || !modified.toInstant().isBefore(time)) return 0;
            long size = Files.size(shelves.file(key));
            delete(key);
            return size;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** All blobs that are here. */
    public List<BlobKey> keys() throws IOException {
        return shelves.keys();
    }

    /** The blob, unless there is none of that name. Says nothing of whether its bytes are right. */
    public Optional<Blob> find(BlobKey key) {
        Path file = shelves.file(key);
        try {
            return Optional.of(new Blob(key, file, Files.size(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the blob is there with the bytes its name promises. Costs one look at the file's size and time; the bytes
     * are read and hashed only when these have changed since the last look (and once after a start). When the file cannot be
     * judged, it counts as not intact for this once.
     */
    public boolean isIntact(BlobKey key) {
        try {
            Optional<Boolean> known = verdicts.known(key, shelves.file(key));
            return known.isPresent() ? known.get() : verify(key);
        } catch (IOException e) {
            return false;
        }
    }

    /** One thread at a time reads a blob: after a start, all who want a popular one come at once. */
    private boolean verify(BlobKey key) throws IOException {
        Path file = shelves.file(key);
        try (BlobTurns.Turn turn = turns.take(key)) {
            Optional<Boolean> known = verdicts.known(key, file);
            return known.isPresent() ? known.get() : verdicts.read(key, file);
        }
    }

    /**
     * Reads a blob whatever is known of it, since bytes can change behind a file's size and time.
     *
     * @param pace is told after each piece how many bytes were read, and may wait
     * @return whether it is there with the right bytes
     * @throws IOException when it could not be judged at this moment
     */
    public boolean reread(BlobKey key, LongConsumer pace) throws IOException {
        return verdicts.read(key, shelves.file(key), pace);
    }

    /** The blobs that were found missing or damaged and were not healed or removed since. */
    public Set<BlobKey> damaged() {
        return verdicts.damaged();
    }

    /**
     * Removes a blob; does nothing when there is none.
     *
     * @throws IOException when the file system refuses
     */
    public void delete(BlobKey key) throws IOException {
        verdicts.forget(key);
        touches.remove(key);
        Files.deleteIfExists(shelves.file(key));
    }
}
