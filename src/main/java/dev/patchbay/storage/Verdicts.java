package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** What is known of stored files, so that one which nobody touched is read only once. */
final class Verdicts {
    private static final LongConsumer AT_ONCE = bytes -> {};

    private final Map<BlobKey, Verdict> known = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /**
     * @param nanos a clock that never goes back
     */
    Verdicts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What tells, without reading it, that a file was changed. */
    record Look(long size, FileTime modified) {
        private static final Look MISSING = new Look(-1, FileTime.fromMillis(0));

        static Look at(Path file) throws IOException {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Look(now.size(), now.lastModifiedTime());
            } catch (NoSuchFileException e) {
                return MISSING;
            }
        }
    }

    private record Verdict(Look look, boolean intact, Looks looks) {}

    /**
     * Whether a file that was right at the last look needs none at this moment, since many were taken just now: checks ask
     * thousands of times a second.
     */
    boolean needsNoLook(BlobKey key) {
        @Nullable Verdict before = known.get(key);
        return before != null && before.intact() && before.looks().enough();
    }

    /** What is known of the file as it looks now. */
    Optional<Boolean> known(BlobKey key, Path file) throws IOException {
        @Nullable Verdict before = known.get(key);
        if (before == null) return Optional.empty();
        if (before.look().equals(Look.at(file))) return Optional.of(before.intact());
        known.remove(key, before); // so that nobody who spares a look believes it
        return Optional.empty();
    }

    /** Reads the file and remembers what came of it. */
    boolean read(BlobKey key, Path file) throws IOException {
        return read(key, file, AT_ONCE);
    }

    /**
     * @param pace is told after each piece how many bytes were read, and may wait
     * @throws IOException when the file could not be judged at this moment
     */
    boolean read(BlobKey key, Path file, LongConsumer pace) throws IOException {
        Look before = Look.at(file);
        boolean intact = !before.equals(Look.MISSING) && isRight(key, file, pace);
        Look after = Look.at(file);
        if (after.equals(before)) known.put(key, new Verdict(after, intact, new Looks(nanos)));
        return intact;
    }

    void intact(BlobKey key, Path file) throws IOException {
        known.put(key, new Verdict(Look.at(file), true, new Looks(nanos)));
    }

    void forget(BlobKey key) {
        known.remove(key);
    }

    Set<BlobKey> damaged() {
        return known.entrySet().stream()
                .filter(one -> !one.getValue().intact())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** That no more files can be opened says nothing of this one; that the disk cannot read it does. */
    @SuppressWarnings("UnusedException")
    private static boolean isRight(BlobKey key, Path file, LongConsumer pace) throws IOException {
        try {
            return hash(file, pace).equals(key.sha256());
        } catch (IOException e) {
            if (StorageTrouble.in(e)
                    .filter(StorageTrouble.TOO_MANY_FILES::equals)
                    .isPresent()) throw e;
            return false;
        }
    }

    private static String hash(Path file, LongConsumer pace) throws IOException {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                pace.accept(n);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }
}
