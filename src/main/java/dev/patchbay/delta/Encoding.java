package dev.patchbay.delta;

import dev.patchbay.storage.BlobKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A full package in one content coding; whichever releases hand the same bytes out share it. */
@Entity
@Table(name = "encodings")
public class Encoding {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "encodings_seq")
    @SequenceGenerator(name = "encodings_seq", allocationSize = 1)
    private @Nullable Long id;

    @Version
    private long rowVersion;

    @Column(updatable = false)
    private String contentSha256;

    @Column(updatable = false)
    private String coding;

    private @Nullable String sha256;

    @Column(name = "size_bytes")
    private @Nullable Long size;

    private @Nullable String reason;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Encoding() {}

    /** One that is to be made. */
    Encoding(BlobKey content, Coding coding, Instant now) {
        this.contentSha256 = content.sha256();
        this.coding = coding.toString();
        this.createdAt = now;
        this.updatedAt = now;
    }

    void ready(BlobKey coded, long bytes, Instant now) {
        become(coded.sha256(), bytes, null, now);
    }

    /** There will be none; keeps the size that was measured, so that the reason can be checked. */
    void drop(String why, @Nullable Long measured, Instant now) {
        become(null, measured, why, now);
    }

    /** It is to be made once more. */
    void again(Instant now) {
        become(null, null, null, now);
    }

    private void become(@Nullable String coded, @Nullable Long bytes, @Nullable String why, Instant now) {
        sha256 = coded;
        size = bytes;
        reason = why;
        updatedAt = now;
    }

    long id() {
        if (id == null) throw new IllegalStateException("not saved yet");
        return id;
    }

    /** Whether its job has yet to be done. */
    boolean isWaiting() {
        return sha256 == null && reason == null;
    }

    /** The package itself. */
    public BlobKey content() {
        return new BlobKey(contentSha256);
    }

    public Coding coding() {
        return Coding.of(coding);
    }

    /** The coded bytes, once they are ready. */
    public Optional<BlobKey> blob() {
        return Optional.ofNullable(sha256).map(BlobKey::new);
    }

    /** Of the coded bytes, once measured. */
    public Optional<Long> size() {
        return Optional.ofNullable(size);
    }

    /** Why there is none. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }
}
