package dev.patchbay.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as objects of an S3-compatible store, which several nodes share. What was once seen of an object is known by heart,
 * so that checks and downloads ask the store nothing about it; {@link #lookAround} and {@link #lookAgain} keep that true.
 *
 * <p>An object cannot be touched. {@link Claims} remember who needs which blob; an object's age, by the store's own clock,
 * only ever keeps it longer.
 */
class S3BlobStore implements BlobStore {
    private static final Logger log = LoggerFactory.getLogger(S3BlobStore.class);

    /** For so long what was seen of an object is good enough to lead devices there. */
    private static final Duration LATELY = Duration.ofSeconds(30);

    private static final int ATTEMPTS = 3;

    private static final LongConsumer AT_ONCE = bytes -> {};

    /** Not in the bucket. */
    private static final Seen MISSING = new Seen(-1, "", false, Instant.EPOCH);

    private final Bucket bucket;
    private final Clock clock;
    private final Claims claims;
    private final FirstLooks looks;
    private final Map<BlobKey, Seen> known = new ConcurrentHashMap<>();

    S3BlobStore(Bucket bucket, Clock clock, BlobTouches nodes) {
        this.bucket = bucket;
        this.clock = clock;
        this.claims = new Claims(clock, nodes);
        this.looks = new FirstLooks(this::lookFirst);
    }

    /** What is known of an object. */
    private record Seen(long size, String etag, boolean intact, Instant at) {
        boolean isThere() {
            return size >= 0;
        }

        boolean is(ObjectLook look) {
            return size == look.size() && etag.equals(look.etag());
        }
    }

    @Override
    public Placed place(SpooledFile spooled) throws IOException {
        return claims.place(spooled.key(), () -> put(spooled));
    }

    /** Whether there was none of that name before. */
    private boolean put(SpooledFile spooled) throws IOException {
        BlobKey key = spooled.key();
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<ObjectLook> there = bucket.look(key);
            if (there.isPresent() && isRight(key, there.get(), spooled)) {
                known.put(key, seen(there.get(), true));
                return false;
            }
            Optional<String> etag = bucket.put(spooled, there.isPresent());
            if (etag.isEmpty()) continue; // another node was faster
            known.put(key, new Seen(spooled.size(), etag.get(), true, clock.instant()));
            if (there.isPresent()) log.warn("Blob {} was damaged and is stored again", key);
            return there.isEmpty();
        }
        throw new IOException("blob " + key + " comes and goes");
    }

    /** By what the store knows of it; only when that proves nothing it is read. */
    private boolean isRight(BlobKey key, ObjectLook look, SpooledFile spooled) throws IOException {
        if (look.size() != spooled.size()) return false;
        if (look.sha256().isPresent()) return look.sha256().get().equals(key.sha256());
        return look.etag().equals('"' + spooled.md5() + '"') || read(key, look.size(), look.etag(), AT_ONCE);
    }

    @Override
    public boolean takeBack(Placed placed) throws IOException {
        return claims.takeBack(placed, () -> remove(placed.key()));
    }

    /** Asks the store: another node may have removed what is known here. */
    @Override
    public boolean touch(BlobKey key) throws IOException {
        return claims.touch(key, () -> judge(key).intact());
    }

    @Override
    public Hold hold() {
        return claims.hold();
    }

    @Override
    public long deleteUntouchedSince(BlobKey key, Instant time) throws IOException {
        return claims.unlessTouched(key, time, () -> deleteIfOlder(key, time));
    }

    private long deleteIfOlder(BlobKey key, Instant time) {
        if (claims.isClaimedSince(key, time)) return 0;
        Optional<ObjectLook> there = bucket.look(key);
        Duration age = Duration.between(time, clock.instant());
        if (there.isEmpty() || there.get().age().compareTo(age) < 0) return 0;
        remove(key);
        return there.get().size();
    }

    @Override
    public List<BlobKey> keys() {
        List<BlobKey> keys = new ArrayList<>();
        bucket.list((key, size, etag) -> keys.add(key));
        return keys;
    }

    @Override
    public Optional<Blob> find(BlobKey key) {
        @Nullable Seen seen = known.get(key);
        if (seen != null) return seen.isThere() ? Optional.of(blob(key, seen.size(), seen.etag())) : Optional.empty();
        return bucket.look(key).map(look -> blob(key, look.size(), look.etag()));
    }

    private Blob blob(BlobKey key, long size, String etag) {
        return new ObjectBlob(key, size, etag, bucket, this);
    }

    /** A download that finds no such object any more has the next one know. */
    void missed(BlobKey key) {
        looks.soon(key);
    }

    /**
     * Has an object looked at that was not for a while, once for all who ask. What cannot be looked at counts as it did.
     *
     * @throws FileNotFoundException when it vanished or is damaged
     */
    void requireSeenLately(BlobKey key) throws FileNotFoundException {
        @Nullable Seen seen = known.get(key);
        if (seen == null || seen.at().plus(LATELY).isBefore(clock.instant())) looks.await(key);
        if (!intact(key)) throw new FileNotFoundException("blob " + key + " is missing or damaged");
    }

    /**
     * A blob that nobody has looked at yet is looked at, which takes a moment once. What cannot be looked at counts as intact:
     * a row names it, and no row does before its bytes are stored. So checks go on while the store is away.
     */
    @Override
    public boolean isIntact(BlobKey key) {
        @Nullable Seen seen = known.get(key);
        if (seen != null) return seen.intact();
        looks.await(key);
        return intact(key);
    }

    private boolean intact(BlobKey key) {
        @Nullable Seen seen = known.get(key);
        return seen == null || seen.intact();
    }

    /** What comes of it is overtaken by whatever was learned meanwhile. */
    private void lookFirst(BlobKey key) throws IOException {
        @Nullable Seen before = known.get(key);
        Seen now = see(key);
        if (before == null) known.putIfAbsent(key, now);
        else known.replace(key, before, now);
    }

    /** Looks at it now and remembers what was seen. */
    private Seen judge(BlobKey key) throws IOException {
        Seen now = see(key);
        known.put(key, now);
        return now;
    }

    private Seen see(BlobKey key) throws IOException {
        Optional<ObjectLook> look = bucket.look(key);
        if (look.isEmpty()) return MISSING;
        @Nullable Seen before = known.get(key);
        if (before != null && before.is(look.get())) return seen(look.get(), before.intact());
        return seen(look.get(), isRight(key, look.get()));
    }

    private Seen seen(ObjectLook look, boolean intact) {
        return new Seen(look.size(), look.etag(), intact, clock.instant());
    }

    /** An object that this server did not make, or another one has put over it, has to be read. */
    private boolean isRight(BlobKey key, ObjectLook look) throws IOException {
        if (look.sha256().isPresent()) return look.sha256().get().equals(key.sha256());
        return look.madeWhole() || read(key, look.size(), look.etag(), AT_ONCE);
    }

    @Override
    public boolean reread(BlobKey key, LongConsumer pace) throws IOException {
        Optional<ObjectLook> look = bucket.look(key);
        if (look.isEmpty()) {
            known.put(key, MISSING);
            return false;
        }
        boolean right = read(key, look.get().size(), look.get().etag(), pace);
        known.put(key, seen(look.get(), right));
        return right;
    }

    private boolean read(BlobKey key, long size, String etag, LongConsumer pace) throws IOException {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        try (InputStream in = blob(key, size, etag).open()) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                pace.accept(n);
            }
        } catch (FileNotFoundException e) {
            throw new IOException("blob " + key + " was replaced while it was read", e);
        }
        return HexFormat.of().formatHex(sha256.digest()).equals(key.sha256());
    }

    @Override
    public Set<BlobKey> damaged() {
        return known.entrySet().stream()
                .filter(one -> !one.getValue().intact())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Looks again: another node may have stored it anew since. */
    @Override
    public boolean deleteDamaged(BlobKey key) throws IOException {
        if (judge(key).intact()) return false;
        claims.unlessStoredNow(key, () -> judge(key).intact() ? 0 : remove(key));
        return true;
    }

    /** Returns how many bytes it had, as far as is known. */
    private long remove(BlobKey key) {
        bucket.delete(key);
        @Nullable Seen seen = known.remove(key);
        claims.forget(key);
        return seen == null ? 0 : Math.max(0, seen.size());
    }

    /** Looks again at what was found missing or damaged: another node may have healed it. */
    void lookAgain() throws IOException {
        for (BlobKey key : damaged()) lookFirst(key);
    }

    /**
     * Compares what is known with what there is, at the cost of one question for a thousand objects: what vanished or was
     * changed behind the server's back is looked at once more.
     */
    void lookAround() throws IOException {
        Map<BlobKey, Seen> before = new HashMap<>(known);
        bucket.list((key, size, etag) -> before.computeIfPresent(
                key, (same, seen) -> seen.size() == size && seen.etag().equals(etag) ? null : seen));
        for (BlobKey key : before.keySet()) lookFirst(key);
    }

    void close() {
        looks.close();
    }
}
