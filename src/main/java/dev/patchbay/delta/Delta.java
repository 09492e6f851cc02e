package dev.patchbay.delta;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.release.Content;
import dev.patchbay.release.Release;
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

/** The way from one base content to a release's full package. */
@Entity
@Table(name = "deltas")
public class Delta {
    private static final int MAX_REASON = 500;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "deltas_seq")
    @SequenceGenerator(name = "deltas_seq", allocationSize = 1)
    private @Nullable Long id;

    @Version
    private long rowVersion;

    @Column(updatable = false)
    private long releaseId;

    @Column(updatable = false)
    private String appName;

    @Column(updatable = false)
    private String platform;

    @Column(updatable = false)
    private long baseReleaseId;

    @Column(updatable = false)
    private String baseJsVersion;

    private @Nullable String baseSha256;
    private @Nullable String targetSha256;
    private String name;
    private String state;

    @Column(name = "size_bytes")
    private @Nullable Long size;

    private @Nullable String sha256;
    private @Nullable String reason;

    @Column(updatable = false)
    private Instant createdAt;

    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Delta() {}

    /** A delta that is to be made; without contents it is one that a static server has. */
    Delta(Release base, JsVersion baseVersion, Optional<Content> baseContent, Release target, Instant now) {
        this.releaseId = target.id();
        this.appName = target.appName();
        this.platform = target.platform().toString();
        this.baseReleaseId = base.id();
        this.baseJsVersion = baseVersion.hex();
        this.baseSha256 = baseContent.map(content -> content.key().sha256()).orElse(null);
        this.targetSha256 = baseContent
                .flatMap(content -> target.full())
                .map(content -> content.key().sha256())
                .orElse(null);
        this.name = baseVersion.deltaNameTo(target.jsVersion());
        this.state = DeltaState.PENDING.toString();
        this.createdAt = now;
        this.updatedAt = now;
    }

    void ready(@Nullable BlobKey blob, long bytes, Instant now) {
        sha256 = blob == null ? null : blob.sha256();
        size = bytes;
        become(DeltaState.READY, null, now);
    }

    /** Keeps the size that was measured, so that the reason can be checked. */
    void skip(String why, @Nullable Long measured, Instant now) {
        size = measured;
        become(DeltaState.SKIPPED, why, now);
    }

    /** It is to be made once more. */
    void again(Instant now) {
        sha256 = null;
        size = null;
        become(DeltaState.PENDING, null, now);
    }

    void fail(String why, Instant now) {
        become(DeltaState.FAILED, why, now);
    }

    private void become(DeltaState to, @Nullable String why, Instant now) {
        state = to.toString();
        reason = why == null || why.length() <= MAX_REASON ? why : why.substring(0, MAX_REASON);
        updatedAt = now;
    }

    public long id() {
        if (id == null) throw new IllegalStateException("not saved yet");
        return id;
    }

    /** The release it leads to. */
    public long releaseId() {
        return releaseId;
    }

    /** The release whose content it starts from. */
    public long baseReleaseId() {
        return baseReleaseId;
    }

    public String appName() {
        return appName;
    }

    public String platform() {
        return platform;
    }

    /** What a device that can use it reports. */
    public JsVersion from() {
        return JsVersion.of(baseJsVersion);
    }

    /** The bytes it starts from; empty where only a static server has them. */
    public Optional<BlobKey> base() {
        return Optional.ofNullable(baseSha256).map(BlobKey::new);
    }

    /** The bytes it leads to; empty where only a static server has them. */
    public Optional<BlobKey> target() {
        return Optional.ofNullable(targetSha256).map(BlobKey::new);
    }

    /** {@code md5hex(oldJsVersion + newJsVersion)}. */
    public String name() {
        return name;
    }

    public DeltaState state() {
        return DeltaState.of(state);
    }

    /** Built well, and taken back since it failed on devices. */
    boolean isSuspect() {
        return state() == DeltaState.FAILED && sha256 != null && size != null;
    }

    /** In bytes, once measured. */
    public Optional<Long> size() {
        return Optional.ofNullable(size);
    }

    /** The delta's own bytes; empty until it is ready and where a static server has it. */
    public Optional<BlobKey> blob() {
        return Optional.ofNullable(sha256).map(BlobKey::new);
    }

    /** Why it was skipped or failed. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
