package dev.patchbay.manage;

import dev.patchbay.delta.Coding;
import dev.patchbay.release.Content;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.Release;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A release with all its parts, as people and scripts see it. */
record ReleaseView(
        @Nullable String id,
        String appName,
        String platform,
        String version,
        String match,
        String jsVersion,
        @Nullable String originalJsVersion,
        long timestamp,
        String state,
        boolean rolledBack,
        BigDecimal rollout,
        List<String> allow,
        Map<String, Set<String>> tags,
        String priority,
        @Nullable Instant deadline,
        String notes,
        boolean embedded,
        boolean pinned,
        @Nullable Instant bytesGoneAt,
        String packaging,
        @Nullable String jsPath,
        @Nullable Full full,
        DeltaCounts deltas,
        @Nullable PlanView plan,
        @Nullable Instant publishedAt,
        Instant createdAt,
        String createdBy,
        @Nullable SignedView statement) {

    /**
     * What its makers signed for it.
     *
     * @param sha256 of the statement's bytes
     */
    record SignedView(String sha256, long sequence) {}

    /**
     * The full package.
     *
     * @param encodings the content codings in which it is ready to be sent, {@code identity} first
     */
    record Full(long size, String md5, String sha256, List<String> encodings) {}

    /** How many of the release's deltas are in which state. */
    record DeltaCounts(long ready, long pending, long skipped, long failed) {
        static final DeltaCounts NONE = new DeltaCounts(0, 0, 0, 0);
    }

    /**
     * What other packages know of a release.
     *
     * @param codings in which the full package is ready beside {@code identity}
     * @param plan null when it has none
     * @param statement null when none stands for it
     */
    record Parts(
            DeltaCounts deltas,
            List<Coding> codings,
            @Nullable PlanView plan,
            @Nullable SignedView statement) {
        static final Parts NONE = new Parts(DeltaCounts.NONE, List.of(), null, null);
    }

    /**
     * @param id null for a release of a rehearsal, which never came to be
     */
    static ReleaseView of(Release release, @Nullable String id, Parts parts) {
        return new ReleaseView(
                id,
                release.appName(),
                release.platform().toString(),
                release.version().toString(),
                release.match().toString(),
                release.jsVersion().hex(),
                release.originalJsVersion().map(Object::toString).orElse(null),
                release.timestamp(),
                release.state().toString(),
                release.rolledBack(),
                release.audience().rollout().value(),
                release.audience().allowed().stream()
                        .map(DeviceId::text)
                        .sorted()
                        .toList(),
                release.audience().tags().wanted(),
                release.priority().toString(),
                release.deadline().orElse(null),
                release.notes(),
                release.embedded(),
                release.pinned(),
                release.bytesGoneAt().orElse(null),
                release.packaging().toString(),
                release.jsPath().orElse(null),
                release.full().map(content -> full(content, parts.codings())).orElse(null),
                parts.deltas(),
                parts.plan(),
                release.publishedAt().orElse(null),
                release.createdAt(),
                release.createdBy(),
                parts.statement());
    }

    private static Full full(Content content, List<Coding> codings) {
        List<String> encodings = Stream.concat(
                        Stream.of("identity"), codings.stream().sorted().map(Coding::toString))
                .toList();
        return new Full(content.size(), content.md5(), content.key().sha256(), encodings);
    }
}
