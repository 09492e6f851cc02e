package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/**
 * Blobs as files named by their SHA-256, in folders of their first two digits. A blob appears whole or not at all, and
 * is on disk before {@link #put} returns.
 *
 * <p>Deleting what nobody needs must not meet somebody who is about to need it. So who names a blob in a row touches it
 * first, by {@link #put} or {@link #touch}, and commits within the hour; who deletes takes a time an hour back, then reads
 * all names, then deletes by {@link #deleteUntouchedSince} what has none. A blob touched after that time stays; the name of
 * one touched before it was there to be read. Touching and deleting take turns within this process; several processes on
 * one store need a lock that they share.
 */
@Component
public class BlobStore {
    private static final int TURNS = 64;

    private final Path folder;
    private final Clock clock;
    private final Map<BlobKey, Verified> verified = new ConcurrentHashMap<>();
    private final List<Lock> turns =
            Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

    BlobStore(PatchbayHome home, Clock clock) {
        this.folder = home.blobs();
        this.clock = clock;
    }

    /** What tells, without reading it, that a file was changed. */
    private record Look(long size, FileTime modified) {
        static Look at(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(now.size(), now.lastModifiedTime());
        }
    }

    /** What a file looked like when its hash was last compared, so that an untouched file is hashed only once. */
    private record Verified(Look look, boolean intact) {}

    /**
     * Takes a spooled file over as a blob. A file that is already there is kept if its bytes are right and replaced if
     * not, so that storing the same content again heals a damaged blob.
     *
     * @throws IOException when the file system refuses; the spooled file stays the caller's then
     */
    public BlobKey put(SpooledFile spooled) throws IOException {
        BlobKey key = spooled.key();
        Path target = path(key);
        Path shelf = Files.createDirectories(shelf(key));
        Lock turn = turnOf(key);
        turn.lock();
        try {
            verified.remove(key);
            if (!isIntact(key)) Files.move(spooled.path(), target, StandardCopyOption.ATOMIC_MOVE);
            Files.setLastModifiedTime(target, FileTime.from(clock.instant()));
            verified.put(key, new Verified(Look.at(target), true));
        } finally {
            turn.unlock();
        }
        // also when the file was there: whoever is putting it at this moment may not have come as far as here
        FolderSync.force(shelf);
        FolderSync.force(folder);
        return key;
    }

    /**
     * Says that somebody is about to name a blob that is here already.
     *
     * @return whether it is here with the right bytes; when not, it must not be named
     */
    public boolean touch(BlobKey key) throws IOException {
        Lock turn = turnOf(key);
        turn.lock();
        try {
            if (!isIntact(key)) return false;
            Files.setLastModifiedTime(path(key), FileTime.from(clock.instant()));
            verified.put(key, new Verified(Look.at(path(key)), true));
            return true;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Removes a blob that nobody put or touched since a time.
     *
     * @return how many bytes that freed; 0 when the blob stays or was not there
     * @throws IOException when the file system refuses
     */
    public long deleteUntouchedSince(BlobKey key, Instant time) throws IOException {
        Lock turn = turnOf(key);
        turn.lock();
        try {
            Look look = Look.at(path(key));
            if (!look.modified().toInstant().isBefore(time)) return 0;
            delete(key);
            return look.size();
        } catch (NoSuchFileException e) {
            return 0;
        } finally {
            turn.unlock();
        }
    }

    /** All blobs that are here. */
    public List<BlobKey> keys() throws IOException {
        List<BlobKey> keys = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.length() == 64)
                    .forEach(name -> keys.add(new BlobKey(name)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return keys;
    }

    private Lock turnOf(BlobKey key) {
        return turns.get(Math.floorMod(key.hashCode(), TURNS));
    }

    /** The blob, unless there is none of that name. Says nothing of whether its bytes are right. */
    public Optional<Blob> find(BlobKey key) {
        Path file = path(key);
        try {
            return Optional.of(new Blob(key, file, Files.size(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether the blob is there with the bytes its name promises. Costs one look at the file's size and time; the bytes
     * are read and hashed only when these have changed since the last look (and once after a start).
     */
    public boolean isIntact(BlobKey key) {
        Path file = path(key);
        try {
            Verified before = verified.get(key);
            if (before != null && before.look().equals(Look.at(file))) return before.intact();
            return verify(key, file);
        } catch (IOException e) {
            verified.remove(key);
            return false;
        }
    }

    /** One thread at a time reads a blob: after a start, all who want a popular one come at once. */
    private boolean verify(BlobKey key, Path file) throws IOException {
        Lock turn = turnOf(key);
        turn.lock();
        try {
            Look now = Look.at(file);
            Verified before = verified.get(key);
            if (before != null && before.look().equals(now)) return before.intact();
            boolean intact = hash(file).equals(key.sha256());
            verified.put(key, new Verified(now, intact));
            return intact;
        } finally {
            turn.unlock();
        }
    }

    /**
     * Removes a blob; does nothing when there is none.
     *
     * @throws IOException when the file system refuses
     */
    public void delete(BlobKey key) throws IOException {
        verified.remove(key);
        Files.deleteIfExists(path(key));
    }

    private Path path(BlobKey key) {
        return shelf(key).resolve(key.sha256());
    }

    private Path shelf(BlobKey key) {
        return folder.resolve(key.sha256().substring(0, 2));
    }

    private static String hash(Path file) throws IOException {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) sha256.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
