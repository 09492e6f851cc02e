package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
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
 */
@Component
public class BlobStore {
    private static final int TURNS = 64;

    private final Path folder;
    private final Map<BlobKey, Verified> verified = new ConcurrentHashMap<>();
    private final List<Lock> turns =
            Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

    BlobStore(PatchbayHome home) {
        this.folder = home.blobs();
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
        verified.remove(key);
        if (!isIntact(key)) {
            Files.move(spooled.path(), target, StandardCopyOption.ATOMIC_MOVE);
            verified.put(key, new Verified(Look.at(target), true));
        }
        // also when the file was there: whoever is putting it at this moment may not have come as far as here
        FolderSync.force(shelf);
        FolderSync.force(folder);
        return key;
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
        Lock turn = turns.get(Math.floorMod(key.hashCode(), TURNS));
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
