package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Blobs as files named by their SHA-256, in folders of their first two digits. A blob appears whole or not at all, and
 * is on disk before {@link #put} returns.
 */
@Component
public class BlobStore {
    private final Path folder;
    private final Map<BlobKey, Verified> verified = new ConcurrentHashMap<>();

    BlobStore(PatchbayHome home) {
        this.folder = home.blobs();
    }

    /** What a file looked like when its hash was last compared, so that an untouched file is hashed only once. */
    private record Verified(long size, FileTime modified, boolean intact) {}

    /**
     * Takes a spooled file over as a blob. A file that is already there is kept if its bytes are right and replaced if
     * not, so that storing the same content again heals a damaged blob.
     *
     * @throws IOException when the file system refuses; the spooled file stays the caller's then
     */
    public BlobKey put(SpooledFile spooled) throws IOException {
        BlobKey key = spooled.key();
        verified.remove(key);
        if (isIntact(key)) return key;
        Path target = path(key);
        Path shelf = shelf(key);
        if (!Files.isDirectory(shelf)) {
            Files.createDirectories(shelf);
            force(folder);
        }
        Files.move(spooled.path(), target, StandardCopyOption.ATOMIC_MOVE);
        force(shelf);
        verified.put(key, look(target, true));
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
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Verified before = verified.get(key);
            if (before != null
                    && before.size() == now.size()
                    && before.modified().equals(now.lastModifiedTime())) {
                return before.intact();
            }
            Verified after =
                    new Verified(now.size(), now.lastModifiedTime(), hash(file).equals(key));
            verified.put(key, after);
            return after.intact();
        } catch (IOException e) {
            verified.remove(key);
            return false;
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

    private static Verified look(Path file, boolean intact) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Verified(now.size(), now.lastModifiedTime(), intact);
    }

    private static BlobKey hash(Path file) throws IOException {
        Digests digests = new Digests();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digests.update(buffer, n);
        }
        return digests.sha256();
    }

    /** A rename is on disk only when its folder is (Linux); other systems refuse to open a folder and need not. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (AccessDeniedException e) {
            if (System.getProperty("os.name", "").startsWith("Windows")) return;
            throw e;
        }
    }
}
