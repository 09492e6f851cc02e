package dev.patchbay.release;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/** One published content of an app on a platform for a native version. */
@Entity
@Table(name = "releases")
public class Release {
    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "releases_seq")
    @SequenceGenerator(name = "releases_seq", allocationSize = 1)
    private @Nullable Long id;

    @Version
    private long rowVersion;

    private String appName;
    private String platform;
    private String version;
    private String versionKey;
    private String matchRule;
    private String jsVersion;
    private @Nullable String originalJsVersion;
    private long packageTimestamp;
    private boolean eros;
    private boolean embedded;
    private String packaging;
    private @Nullable String jsPath;

    @Embedded
    private @Nullable Content full;

    @ElementCollection
    @CollectionTable(name = "known_contents", joinColumns = @JoinColumn(name = "release_id"))
    @BatchSize(size = 50)
    private List<KnownContent> otherContents = new ArrayList<>();

    private String state;
    private @Nullable Instant publishedAt;
    private boolean rolledBack;

    @Embedded
    private Audience audience;

    private String priority;
    private @Nullable Instant deadline;
    private String notes;
    private boolean pinned;
    private @Nullable Instant bytesGoneAt;

    @Column(updatable = false)
    private Instant createdAt;

    @Column(updatable = false)
    private String createdBy;

    @SuppressWarnings("NullAway.Init")
    protected Release() {}

    Release(Identity identity, Match match, long timestamp, boolean eros, Terms terms, String salt, Made made) {
        this.appName = identity.app();
        this.platform = identity.platform().toString();
        this.version = identity.version().toString();
        this.versionKey = identity.version().canonical();
        this.jsVersion = identity.jsVersion().hex();
        this.matchRule = match.toString();
        this.packageTimestamp = timestamp;
        this.eros = eros;
        this.embedded = terms.embedded();
        this.packaging = terms.packaging().toString();
        this.jsPath = terms.jsPath().orElse(null);
        this.state = (terms.draft() ? State.DRAFT : State.PUBLISHED).toString();
        this.publishedAt = terms.draft() ? null : made.at();
        this.audience = new Audience(terms.rollout(), salt);
        this.priority = terms.priority().toString();
        this.notes = terms.notes();
        this.createdAt = made.at();
        this.createdBy = made.by();
    }

    /** As it was on another server; only its id is new. */
    static Release of(AppName app, ReleaseRecord record) {
        Terms terms = new Terms(
                Optional.of(record.match()),
                record.priority(),
                record.notes(),
                record.rollout(),
                record.state() == State.DRAFT,
                record.embedded(),
                record.packaging(),
                record.jsPath());
        Release release = new Release(
                new Identity(app.text(), record.platform(), record.version(), record.jsVersion()),
                record.match(),
                record.timestamp(),
                record.eros(),
                terms,
                record.salt(),
                new Made(record.createdAt(), record.createdBy()));
        release.originalJsVersion =
                record.originalJsVersion().map(JsVersion::hex).orElse(null);
        release.full = record.full().orElse(null);
        release.otherContents.addAll(record.otherContents());
        release.state = record.state().toString();
        release.publishedAt = record.publishedAt().orElse(null);
        release.rolledBack = record.rolledBack();
        release.audience.allow(record.allow());
        release.audience.onlyFor(record.tags());
        release.deadline = record.deadline().orElse(null);
        release.pinned = record.pinned();
        release.bytesGoneAt = record.bytesGoneAt().orElse(null);
        return release;
    }

    /** What tells one release from another. */
    record Identity(String app, Platform platform, NativeVersion version, JsVersion jsVersion) {}

    /** When and by whom. */
    record Made(Instant at, String by) {}

    Release handingOut(Content content) {
        this.full = content;
        return this;
    }

    /** Remembers that the package handed out was written by the server from this upload. */
    Release writtenFrom(JsVersion original, Content upload) {
        this.originalJsVersion = original.hex();
        this.otherContents.add(new KnownContent(KnownContent.Origin.ORIGINAL, original, upload));
        return this;
    }

    void alsoKnownAs(Content bytes) {
        otherContents.add(new KnownContent(KnownContent.Origin.EMBEDDED, jsVersion(), bytes));
    }

    /** Whether these bytes are known for this release in any role. */
    boolean knows(Content bytes) {
        return full != null && full.sameAs(bytes)
                || otherContents.stream().anyMatch(known -> known.content().sameAs(bytes));
    }

    /**
     * @param timestamp for a file that says none itself
     */
    boolean publish(Instant now, long timestamp) {
        requireOffered("published");
        if (state() == State.PUBLISHED) return false;
        require(state() == State.DRAFT, "published", state() == State.PAUSED ? "resume it instead" : "it is final");
        state = State.PUBLISHED.toString();
        publishedAt = now;
        if (!eros) packageTimestamp = timestamp;
        return true;
    }

    boolean pause() {
        requireOffered("paused");
        if (state() == State.PAUSED) return false;
        require(state() == State.PUBLISHED, "paused", "only a published release is");
        state = State.PAUSED.toString();
        return true;
    }

    boolean resume() {
        requireOffered("resumed");
        if (state() == State.PUBLISHED) return false;
        require(state() == State.PAUSED, "resumed", "only a paused release is");
        state = State.PUBLISHED.toString();
        return true;
    }

    boolean withdraw() {
        requireOffered("withdrawn");
        if (state() == State.WITHDRAWN) return false;
        state = State.WITHDRAWN.toString();
        return true;
    }

    boolean rollBack() {
        requireOffered("rolled back");
        require(publishedAt != null, "rolled back", "nobody has it; withdraw it instead");
        if (rolledBack) return false;
        state = State.WITHDRAWN.toString();
        rolledBack = true;
        return true;
    }

    /** Its bytes are given up; what devices may still have of it stays known, so that they are answered rightly. */
    boolean retire(Instant now) {
        if (bytesGoneAt != null) return false;
        require(state() != State.DRAFT && !embedded && !pinned, "retired", "it is to be kept");
        state = State.WITHDRAWN.toString();
        bytesGoneAt = now;
        return true;
    }

    /** Becomes the newest again, with the bytes to hand out from now on. */
    void comeBack(long timestamp, Content bytes) {
        if (full != null && !full.sameAs(bytes)) {
            otherContents.add(new KnownContent(KnownContent.Origin.FORMER, jsVersion(), full));
        }
        full = bytes;
        packageTimestamp = timestamp;
        // the static server has the old file, with the old timestamp
        jsPath = null;
    }

    void changeTo(Changes changes) {
        changes.version().ifPresent(to -> {
            require(state() == State.DRAFT, "moved to another version", "only a draft is; upload it again");
            version = to.toString();
            versionKey = to.canonical();
        });
        changes.match().ifPresent(to -> {
            require(state() == State.DRAFT, "given another match", "only a draft is; upload it again");
            matchRule = to.toString();
        });
        changes.rollout().ifPresent(audience::rollOutTo);
        changes.allow().ifPresent(audience::allow);
        changes.tags().ifPresent(audience::onlyFor);
        changes.priority().ifPresent(to -> priority = to.toString());
        changes.deadline().ifPresent(to -> deadline = to.orElse(null));
        changes.notes().ifPresent(to -> notes = Terms.requireNotes(to));
        changes.pinned().ifPresent(to -> pinned = to);
    }

    private void requireOffered(String what) {
        require(!embedded, what, "it ships inside the store build and is offered to nobody");
    }

    private void require(boolean allowed, String what, String hint) {
        if (!allowed) {
            throw new ForbiddenByState("Release " + id + " is " + state + " and cannot be " + what + ": " + hint + ".");
        }
    }

    /** Positive; greater for a release that was created later. */
    public long id() {
        if (id == null) throw new IllegalStateException("not saved yet");
        return id;
    }

    /** Grows with every change; what If-Match compares. */
    public long rowVersion() {
        return rowVersion;
    }

    public String appName() {
        return appName;
    }

    public Platform platform() {
        return Platform.of(platform);
    }

    public NativeVersion version() {
        return NativeVersion.of(version);
    }

    public Match match() {
        return Match.of(matchRule);
    }

    public JsVersion jsVersion() {
        return JsVersion.of(jsVersion);
    }

    /** The uploaded zip's jsVersion where the server gave the package another one. */
    public Optional<JsVersion> originalJsVersion() {
        return Optional.ofNullable(originalJsVersion).map(JsVersion::of);
    }

    /** Milliseconds since 1970: md5.json's, or the time of publishing; what makes a release newer. */
    public long timestamp() {
        return packageTimestamp;
    }

    /** Whether the package is an eros zip, with an md5.json. */
    public boolean eros() {
        return eros;
    }

    public boolean embedded() {
        return embedded;
    }

    public Packaging packaging() {
        return Packaging.of(packaging);
    }

    /** Where a static server has the files. */
    public Optional<String> jsPath() {
        return Optional.ofNullable(jsPath);
    }

    /** The bytes that are handed out; none where the files lie under {@link #jsPath} only. */
    public Optional<Content> full() {
        return Optional.ofNullable(full);
    }

    /** Other bytes that devices may hold. */
    public List<KnownContent> otherContents() {
        return List.copyOf(otherContents);
    }

    public State state() {
        return State.of(state);
    }

    /** When it was first published; empty for a draft. */
    public Optional<Instant> publishedAt() {
        return Optional.ofNullable(publishedAt);
    }

    public boolean rolledBack() {
        return rolledBack;
    }

    public Audience audience() {
        return audience;
    }

    public Priority priority() {
        return Priority.of(priority);
    }

    /** When a lower priority becomes blocking. */
    public Optional<Instant> deadline() {
        return Optional.ofNullable(deadline);
    }

    public String notes() {
        return notes;
    }

    /** Kept by retention whatever its age. */
    public boolean pinned() {
        return pinned;
    }

    /** When retention gave its bytes up; empty while they are kept. */
    public Optional<Instant> bytesGoneAt() {
        return Optional.ofNullable(bytesGoneAt);
    }

    public Instant createdAt() {
        return createdAt;
    }

    public String createdBy() {
        return createdBy;
    }

    /** Whether this release is newer than another one: greater timestamp, then created later. */
    public boolean newerThan(Release other) {
        return packageTimestamp != other.packageTimestamp
                ? packageTimestamp > other.packageTimestamp
                : id() > other.id();
    }

    /** Whether some installed version fits both this release and another one. */
    public boolean meets(Release other) {
        return match().overlaps(version(), other.match(), other.version());
    }
}
