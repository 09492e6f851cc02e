package dev.patchbay.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/** Blobs as files named by their SHA-256, in folders of their first two digits; where nothing else was chosen. */
@Component
@ConditionalOnProperty(name = "patchbay.storage.s3.bucket", matchIfMissing = true, havingValue = "never set")
@DependsOn("homeLock")
class FileSystemBlobStore implements BlobStore {
    private final Shelves shelves;
    private final Clock clock;
    private final Claims claims;
    private final Verdicts verdicts = new Verdicts(System::nanoTime);

    FileSystemBlobStore(PatchbayHome home, Clock clock, BlobTouches nodes) {
        this.shelves = new Shelves(home.blobs());
        this.clock = clock;
        this.claims = new Claims(clock, nodes);
    }

    @Override
    public Placed place(SpooledFile spooled) throws IOException {
        Path target = shelves.make(spooled.key());
        return claims.place(spooled.key(), () -> put(spooled, target));
    }

    /** Whether there was none of that name before. */
    private boolean put(SpooledFile spooled, Path target) throws IOException {
        BlobKey key = spooled.key();
        verdicts.forget(key);
        boolean isNew = !Files.exists(target);
        boolean moved = isNew || !verdicts.read(key, target);
        if (moved) Files.move(spooled.path(), target, StandardCopyOption.ATOMIC_MOVE);
        settle(key, target, moved);
        return isNew;
    }

    /**
     * The folders are forced also when the file was there: whoever is putting it at this moment may not have come so far. After
     * a failure nobody knows what of them is on disk, so what is new goes again.
     */
    private void settle(BlobKey key, Path target, boolean moved) throws IOException {
        boolean settled = false;
        try {
            stamp(key, target);
            shelves.force(key);
            settled = true;
        } finally {
            if (!settled && moved) delete(key);
        }
    }

    /** By its time the file itself says, after a restart, too, when it was last wanted. */
    private void stamp(BlobKey key, Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        verdicts.intact(key, file);
    }

    @Override
    public boolean takeBack(Placed placed) throws IOException {
        return claims.takeBack(placed, () -> delete(placed.key()));
    }

    @Override
    public boolean touch(BlobKey key) throws IOException {
        return claims.touch(key, () -> {
            if (!looksIntact(key)) return false; // who is about to name it needs to know it, not to believe it
            stamp(key, shelves.file(key));
            return true;
        });
    }

    @Override
    public Hold hold() {
        return claims.hold();
    }

    @Override
    public long deleteUntouchedSince(BlobKey key, Instant time) throws IOException {
        return claims.unlessTouched(key, time, () -> deleteIfOlder(key, time));
    }

    private long deleteIfOlder(BlobKey key, Instant time) throws IOException {
        try {
            FileTime modified = Files.getLastModifiedTime(shelves.file(key));
            return modified.toInstant().isBefore(time) ? delete(key) : 0;
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
        return claims.inTurn(key, () -> {
            Optional<Boolean> known = verdicts.known(key, file);
            return known.isPresent() ? known.get() : verdicts.read(key, file);
        });
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
        claims.unlessStoredNow(key, () -> looksIntact(key) ? 0 : delete(key));
        return true;
    }

    /** Returns how many bytes it had. */
    private long delete(BlobKey key) throws IOException {
        Path file = shelves.file(key);
        long size = Files.exists(file) ? Files.size(file) : 0;
        verdicts.forget(key);
        claims.forget(key);
        Files.deleteIfExists(file);
        return size;
    }
}
