package dev.patchbay.update;

import dev.patchbay.delta.Delta;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.release.Match;
import dev.patchbay.release.Priority;
import dev.patchbay.release.Release;
import dev.patchbay.release.State;
import dev.patchbay.rollout.Rollout;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.trust.Signed;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release as checks see it: immutable, with everything an answer needs.
 *
 * @param everPublished false for a draft
 * @param originalJsVersion what devices with the uploaded original report, where the server wrote the package again
 * @param jsPath where a static server has its files; null when this server has them
 * @param full the package's bytes; null when only the static server has them
 * @param others further bytes that devices may hold
 * @param deltas the ready ones: by the base's SHA-256, or by the base's jsVersion for those of a static server
 * @param signed what its makers signed for it; null when they did not
 */
public record Candidate(
        long id,
        NativeVersion version,
        Match match,
        JsVersion jsVersion,
        @Nullable JsVersion originalJsVersion,
        long timestamp,
        State state,
        boolean everPublished,
        boolean rolledBack,
        boolean embedded,
        Rollout rollout,
        Priority priority,
        @Nullable Instant deadline,
        String notes,
        @Nullable String jsPath,
        @Nullable Content full,
        List<KnownContent> others,
        Map<String, ReadyDelta> deltas,
        @Nullable Signed signed) {

    /**
     * A delta that can be offered.
     *
     * @param blob its bytes; null when only the static server has them
     * @param size in bytes
     */
    public record ReadyDelta(String name, @Nullable BlobKey blob, long size) {}

    static Candidate of(Release release, Collection<Delta> ready, @Nullable Signed signed) {
        return new Candidate(
                release.id(),
                release.version(),
                release.match(),
                release.jsVersion(),
                release.originalJsVersion().orElse(null),
                release.timestamp(),
                release.state(),
                release.publishedAt().isPresent(),
                release.rolledBack(),
                release.embedded(),
                Rollout.of(release.audience()),
                release.priority(),
                release.deadline().orElse(null),
                release.notes(),
                release.jsPath().orElse(null),
                release.full().orElse(null),
                release.otherContents(),
                offered(Map.of(), ready, signed),
                signed);
    }

    /** The same with one delta more that is ready, if its makers allow it. */
    Candidate with(Delta ready) {
        return new Candidate(
                id,
                version,
                match,
                jsVersion,
                originalJsVersion,
                timestamp,
                state,
                everPublished,
                rolledBack,
                embedded,
                rollout,
                priority,
                deadline,
                notes,
                jsPath,
                full,
                others,
                offered(deltas, List.of(ready), signed),
                signed);
    }

    private static Map<String, ReadyDelta> offered(
            Map<String, ReadyDelta> before, Collection<Delta> ready, @Nullable Signed signed) {
        Map<String, ReadyDelta> deltas = new HashMap<>(before);
        for (Delta delta : ready) {
            String base = delta.base().map(BlobKey::sha256).orElse(delta.from().hex());
            if (signed != null && !signed.allowsFrom(base)) continue;
            deltas.put(
                    base,
                    new ReadyDelta(
                            delta.name(),
                            delta.blob().orElse(null),
                            delta.size().orElse(0L)));
        }
        return Map.copyOf(deltas);
    }

    /** What the release asks of a device at the given time. */
    Priority priorityAt(Instant now) {
        return deadline != null && !now.isBefore(deadline) ? Priority.BLOCKING : priority;
    }

    boolean fits(NativeVersion installed) {
        return match.fits(version, installed);
    }

    /** Greater timestamp, then created later. */
    boolean newerThan(Candidate other) {
        return timestamp != other.timestamp ? timestamp > other.timestamp : id > other.id;
    }

    boolean maySometimesBlock() {
        return priority == Priority.BLOCKING || deadline != null;
    }
}
