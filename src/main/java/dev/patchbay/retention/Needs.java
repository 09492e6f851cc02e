package dev.patchbay.retention;

import dev.patchbay.release.Match;
import dev.patchbay.release.Release;
import dev.patchbay.release.RollbackTarget;
import dev.patchbay.release.State;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says of each release of one app and platform why its bytes are needed; what is not needed has no reason. */
final class Needs {
    private final Map<Long, Set<Need>> byRelease = new HashMap<>();

    /**
     * @param line all releases of the app on the platform, newest first
     * @param running the ids of those that devices have
     * @param keep how many of the newest are kept whatever speaks against it, at least 1
     */
    Needs(List<Release> line, Set<Long> running, int keep) {
        Set<Long> recent = recent(line, keep);
        for (Release release : line) {
            Set<Need> needs = EnumSet.noneOf(Need.class);
            if (recent.contains(release.id())) needs.add(Need.RECENT);
            if (release.state() == State.DRAFT) needs.add(Need.DRAFT);
            if (release.embedded()) needs.add(Need.EMBEDDED);
            if (release.pinned()) needs.add(Need.PINNED);
            if (running.contains(release.id())) needs.add(Need.RUNNING);
            if (release.full().isEmpty() || release.bytesGoneAt().isPresent()) needs.add(Need.NO_BYTES);
            if (mayBeOffered(release) && !isCovered(release, line)) needs.add(Need.OFFERED);
            byRelease.put(release.id(), needs);
        }
        for (Release release : line) {
            if (!of(release).contains(Need.OFFERED)) continue;
            RollbackTarget.of(release, line).ifPresent(target -> of(target).add(Need.ROLLBACK_TARGET));
        }
    }

    /** Empty when nothing needs the release's bytes. */
    Set<Need> of(Release release) {
        return byRelease.computeIfAbsent(release.id(), unknown -> EnumSet.noneOf(Need.class));
    }

    /** Withdrawn ones are passed over: keeping those instead of what is offered would help nobody. */
    private static Set<Long> recent(List<Release> line, int keep) {
        Set<Long> recent = new HashSet<>();
        line.stream().filter(release -> mayBeOffered(release)).limit(keep).forEach(release -> recent.add(release.id()));
        return recent;
    }

    /** A paused release may be resumed. */
    private static boolean mayBeOffered(Release release) {
        return !release.embedded() && (release.state() == State.PUBLISHED || release.state() == State.PAUSED);
    }

    /** Whether every device that could get the release gets a newer one instead. */
    private static boolean isCovered(Release release, List<Release> line) {
        return line.stream()
                .filter(other -> other.newerThan(release) && !other.embedded())
                .filter(other ->
                        other.state() == State.PUBLISHED && other.audience().isEverybody())
                .anyMatch(other -> covers(other, release));
    }

    /** Whether every installed version that fits one release fits the other as well. */
    private static boolean covers(Release wide, Release narrow) {
        if (narrow.match() == Match.EXACT) return wide.match().fits(wide.version(), narrow.version());
        int order = wide.version().compareTo(narrow.version());
        return wide.match() == narrow.match() && (narrow.match() == Match.UP_TO ? order >= 0 : order <= 0);
    }
}
