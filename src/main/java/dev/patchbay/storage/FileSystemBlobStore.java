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
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/** Blobs as files named by their SHA-256, in folders of their first two digits; where nothing else was chosen. */
@Component
@ConditionalOnProperty(name = "patchbay.storage.s3.bucket", matchIfMissing = true, havingValue = "never set")
@DependsOn("homeLock")
class FileSystemBlobStore implements BlobStore {
    /** Generous: who touched a blob so long before another placed it has named it, or will not any more. */
    private static final Duration LONGEST_UPLOAD = Duration.ofMinutes(30);

    private final Shelves shelves;
    private final Clock clock;
    private final BlobTouches nodes;
    private final Verdicts verdicts = new Verdicts(System::nanoTime);
    private final Map<BlobKey, Long> touches = new ConcurrentHashMap<>();
    private final AtomicLong touch = new AtomicLong();
    private final AtomicInteger holds = new AtomicInteger();
    private final BlobTurns turns = new BlobTurns();

    FileSystemBlobStore(PatchbayHome home, Clock clock, BlobTouches nodes) {
        this.shelves = new Shelves(home.blobs());
        this.clock = clock;
        this.nodes = nodes;
    }

    @Override
    public Placed place(SpooledFile spooled) throws IOException {
        BlobKey key = spooled.key();
        Path target = shelves.make(key);
        Instant begun = clock.instant();
        nodes.touched(key);
        try (BlobTurns.Turn turn = turns.take(key)) {
            verdicts.forget(key);
            boolean isNew = !Files.exists(target);
            boolean moved = isNew || !verdicts.read(key, target);
            if (moved) Files.move(spooled.path(), target, StandardCopyOption.ATOMIC_MOVE);
            settle(key, target, moved);
            return new Placed(key, isNew, touches.getOrDefault(key, 0L), begun);
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

    @Override
    public boolean takeBack(Placed placed) throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        nodes.unlessTouched(placed.key(), placed.at().minus(LONGEST_UPLOAD), () -> {
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

    @Override
    public boolean touch(BlobKey key) throws IOException {
        nodes.touched(key);
        try (BlobTurns.Turn turn = turns.take(key)) {
            if (!looksIntact(key)) return false; // who is about to name it needs to know it, not to believe it
            touched(key, shelves.file(key));
            return true;
        }
    }

    @Override
    public Hold hold() {
        holds.incrementAndGet();
        turns.awaitAll(); // whoever is deleting at this moment has one
        return holds::decrementAndGet;
    }

    @Override
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

    @Override
    public List<BlobKey> keys() throws IOException {
        return shelves.keys();
    }

    @Override
    public Optional<Blob> find(BlobKey key) {
        Path file = shelves.file(key);
        try {
            return Optional.of(new FileBlob(key, file, Files.size(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isIntact(BlobKey key) {
        return verdicts.needsNoLook(key) || looksIntact(key);
    }

    private boolean looksIntact(BlobKey key) {
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

    @Override
    public boolean reread(BlobKey key, LongConsumer pace) throws IOException {
        return verdicts.read(key, shelves.file(key), pace);
    }

    @Override
    public Set<BlobKey> damaged() {
        return verdicts.damaged();
    }

    @Override
    public boolean deleteDamaged(BlobKey key) throws IOException {
        if (looksIntact(key)) return false;
        nodes.unlessTouched(key, clock.instant().minus(LONGEST_UPLOAD), () -> deleteUnlessRight(key));
        return true;
    }

    private long deleteUnlessRight(BlobKey key) throws IOException {
        try (BlobTurns.Turn turn = turns.take(key)) {
            if (!looksIntact(key)) delete(key);
            return 0;
        }
    }

    private void delete(BlobKey key) throws IOException {
        verdicts.forget(key);
        touches.remove(key);
        Files.deleteIfExists(shelves.file(key));
    }
}
