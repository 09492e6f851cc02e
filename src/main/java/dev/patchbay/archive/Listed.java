package dev.patchbay.archive;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.plan.Condition;
import dev.patchbay.plan.HaltAction;
import dev.patchbay.plan.HaltTerms;
import dev.patchbay.plan.PlanRecord;
import dev.patchbay.plan.PlanTerms;
import dev.patchbay.plan.Step;
import dev.patchbay.release.Content;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.KnownContent;
import dev.patchbay.release.Match;
import dev.patchbay.release.Packaging;
import dev.patchbay.release.Percent;
import dev.patchbay.release.Priority;
import dev.patchbay.release.ReleaseRecord;
import dev.patchbay.release.State;
import dev.patchbay.release.TagRule;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.trust.SignedRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The archive's list, as its JSON has it: {@code app.json}, the first member. Shares are hundredths of a percent.
 *
 * @param format {@link #FORMAT}
 * @param keys the app's keys of trust, from the first version on
 * @param releases the earliest first
 */
record Listed(
        int format, String app, Instant madeAt, @Nullable Halt halt, List<SignedRecord> keys, List<One> releases) {
    static final int FORMAT = 1;

    Listed {
        keys = List.copyOf(keys);
        releases = List.copyOf(releases);
    }

    /** When the app's releases are halted; null where the server's settings hold. */
    record Halt(String action, int maxFailureRate, long minDevices) {
        static Halt of(HaltTerms terms) {
            return new Halt(terms.action().toString(), terms.maxFailureRate().hundredths(), terms.minDevices());
        }

        HaltTerms terms() {
            return new HaltTerms(HaltAction.of(action), new Percent(maxFailureRate), minDevices);
        }
    }

    /** A file of the archive. */
    record Bytes(String sha256, String md5, long size) {
        private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

        static Bytes of(Content content) {
            return new Bytes(content.key().sha256(), content.md5(), content.size());
        }

        Content content() {
            if (!MD5.matcher(md5).matches() || size < 1) throw new IllegalArgumentException("not the facts of a file");
            return new Content(new BlobKey(sha256), md5, size);
        }
    }

    /** Bytes that devices may hold beside those that are handed out. */
    record Other(String origin, String jsVersion, Bytes bytes) {
        static Other of(KnownContent known) {
            return new Other(known.origin().toString(), known.jsVersion().hex(), Bytes.of(known.content()));
        }

        KnownContent known() {
            return new KnownContent(
                    KnownContent.Origin.valueOf(origin.toUpperCase(Locale.ROOT)),
                    new JsVersion(jsVersion),
                    bytes.content());
        }
    }

    /** A plan under way. */
    record Plan(List<String> steps, @Nullable Integer maxFailureRate, long minDevices, int step) {
        Plan {
            steps = List.copyOf(steps);
        }

        static Plan of(PlanRecord plan) {
            Optional<Condition> condition = plan.terms().condition();
            return new Plan(
                    plan.terms().steps().stream().map(Step::toString).toList(),
                    condition.map(one -> one.maxFailureRate().hundredths()).orElse(null),
                    condition.map(Condition::minDevices).orElse(0L),
                    plan.step());
        }

        PlanRecord record() {
            Optional<Condition> condition =
                    Optional.ofNullable(maxFailureRate).map(rate -> new Condition(new Percent(rate), minDevices));
            return new PlanRecord(new PlanTerms(steps.stream().map(Step::ofText).toList(), condition), step);
        }
    }

    /** A release. */
    record One(
            String platform,
            String version,
            String match,
            String jsVersion,
            @Nullable String originalJsVersion,
            long timestamp,
            boolean eros,
            boolean embedded,
            String packaging,
            @Nullable String jsPath,
            @Nullable Bytes full,
            List<Other> others,
            String state,
            @Nullable Instant publishedAt,
            boolean rolledBack,
            int rollout,
            String salt,
            Collection<String> allow,
            Map<String, Set<String>> tags,
            String priority,
            @Nullable Instant deadline,
            String notes,
            boolean pinned,
            @Nullable Instant bytesGoneAt,
            Instant createdAt,
            String createdBy,
            List<SignedRecord> statements,
            @Nullable Plan plan) {
        One {
            others = List.copyOf(others);
            allow = List.copyOf(allow);
            tags = Map.copyOf(tags);
            statements = List.copyOf(statements);
        }

        static One of(ReleaseRecord release, List<SignedRecord> statements, Optional<PlanRecord> plan) {
            return new One(
                    release.platform().toString(),
                    release.version().toString(),
                    release.match().toString(),
                    release.jsVersion().hex(),
                    release.originalJsVersion().map(JsVersion::hex).orElse(null),
                    release.timestamp(),
                    release.eros(),
                    release.embedded(),
                    release.packaging().toString(),
                    release.jsPath().orElse(null),
                    release.full().map(Bytes::of).orElse(null),
                    release.otherContents().stream().map(Other::of).toList(),
                    release.state().toString(),
                    release.publishedAt().orElse(null),
                    release.rolledBack(),
                    release.rollout().hundredths(),
                    release.salt(),
                    release.allow().stream().map(DeviceId::text).collect(Collectors.toCollection(TreeSet::new)),
                    release.tags().wanted(),
                    release.priority().toString(),
                    release.deadline().orElse(null),
                    release.notes(),
                    release.pinned(),
                    release.bytesGoneAt().orElse(null),
                    release.createdAt(),
                    release.createdBy(),
                    statements,
                    plan.map(Plan::of).orElse(null));
        }

        ReleaseRecord record() {
            return new ReleaseRecord(
                    Platform.of(platform),
                    NativeVersion.of(version),
                    Match.of(match),
                    new JsVersion(jsVersion),
                    Optional.ofNullable(originalJsVersion).map(JsVersion::new),
                    timestamp,
                    eros,
                    embedded,
                    Packaging.of(packaging),
                    Optional.ofNullable(jsPath),
                    Optional.ofNullable(full).map(Bytes::content),
                    others.stream().map(Other::known).toList(),
                    State.of(state),
                    Optional.ofNullable(publishedAt),
                    rolledBack,
                    new Percent(rollout),
                    salt,
                    allow.stream().map(DeviceId::of).collect(Collectors.toSet()),
                    TagRule.of(tags),
                    Priority.of(priority),
                    Optional.ofNullable(deadline),
                    notes,
                    pinned,
                    Optional.ofNullable(bytesGoneAt),
                    createdAt,
                    createdBy);
        }
    }
}
