package dev.patchbay.release;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All that makes a release, without its place in one server's books: what travels to another server. The salt comes with it, so
 * that the same devices are inside its rollout there.
 */
public record ReleaseRecord(
        Platform platform,
        NativeVersion version,
        Match match,
        JsVersion jsVersion,
        Optional<JsVersion> originalJsVersion,
        long timestamp,
        boolean eros,
        boolean embedded,
        Packaging packaging,
        Optional<String> jsPath,
        Optional<Content> full,
        List<KnownContent> otherContents,
        State state,
        Optional<Instant> publishedAt,
        boolean rolledBack,
        Percent rollout,
        String salt,
        Set<DeviceId> allow,
        TagRule tags,
        Priority priority,
        Optional<Instant> deadline,
        String notes,
        boolean pinned,
        Optional<Instant> bytesGoneAt,
        Instant createdAt,
        String createdBy) {
    private static final Pattern SALT = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern NAME = Pattern.compile("[\\P{Cntrl}&&\\P{Cs}]{1,100}");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final int MOST_CONTENTS = 100;

    /** @throws RuntimeException when no release of any server could be so */
    public ReleaseRecord {
        require(timestamp >= 0, "timestamp", "it is not negative");
        require(full.isPresent() || jsPath.isPresent(), "full", "a release has bytes, or a jsPath where they lie");
        require(full.isPresent() || otherContents.isEmpty(), "others", "they stand beside full");
        require(otherContents.size() <= MOST_CONTENTS, "others", "at most " + MOST_CONTENTS);
        require(SALT.matcher(salt).matches(), "salt", "32 hex digits");
        require(allow.size() <= Audience.MAX_ALLOWED, "allow", "at most " + Audience.MAX_ALLOWED);
        require(NAME.matcher(createdBy).matches(), "createdBy", "a name of 1 to 100 characters");
        require(!embedded || state == State.PUBLISHED && !rolledBack, "state", "an embedded one is only published");
        require(!embedded || packaging == Packaging.AS_IS, "packaging", "an embedded one is kept as it is");
        require(state != State.DRAFT || publishedAt.isEmpty(), "publishedAt", "a draft has none");
        boolean outside = state == State.PUBLISHED || state == State.PAUSED || rolledBack;
        require(!outside || publishedAt.isPresent(), "publishedAt", "what was published has it");
        require(!rolledBack || state == State.WITHDRAWN, "state", "what was rolled back is withdrawn");
        require(bytesGoneAt.isEmpty() || state == State.WITHDRAWN, "bytesGoneAt", "only of a withdrawn one");
        requireTime("createdAt", createdAt);
        publishedAt.ifPresent(time -> requireTime("publishedAt", time));
        deadline.ifPresent(time -> requireTime("deadline", time));
        bytesGoneAt.ifPresent(time -> requireTime("bytesGoneAt", time));
        long others = otherContents.stream()
                .map(known -> known.content().key())
                .distinct()
                .count();
        require(others == otherContents.size(), "others", "each once");
        Terms.requireNotes(notes);
        jsPath.ifPresent(JsPath::of);
        otherContents = List.copyOf(otherContents);
        allow = Set.copyOf(allow);
    }

    /** Whatever a database can keep, and somebody can have lived to see. */
    public static void requireTime(String member, Instant time) {
        require(!time.isBefore(Instant.EPOCH) && time.isBefore(LATEST), member, "a time between 1970 and 9999");
    }

    private static void require(boolean right, String member, String what) {
        if (!right) throw new RefusedField(member, what);
    }

    static ReleaseRecord of(Release release) {
        return new ReleaseRecord(
                release.platform(),
                release.version(),
                release.match(),
                release.jsVersion(),
                release.originalJsVersion(),
                release.timestamp(),
                release.eros(),
                release.embedded(),
                release.packaging(),
                release.jsPath(),
                release.full(),
                release.otherContents(),
                release.state(),
                release.publishedAt(),
                release.rolledBack(),
                release.audience().rollout(),
                release.audience().salt(),
                release.audience().allowed(),
                release.audience().tags(),
                release.priority(),
                release.deadline(),
                release.notes(),
                release.pinned(),
                release.bytesGoneAt(),
                release.createdAt(),
                release.createdBy());
    }

    /** The files that have to travel with it. */
    public List<Content> bytes() {
        if (bytesGoneAt.isPresent()) return List.of();
        return Stream.concat(full.stream(), otherContents.stream().map(KnownContent::content))
                .toList();
    }

    @Override
    public String toString() {
        return platform + " " + version + ", jsVersion " + jsVersion;
    }
}
