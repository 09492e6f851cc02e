package dev.patchbay.retention;

import dev.patchbay.pack.Platform;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.report.Fleets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Judges all releases of an app, and changes nothing. */
@Component
public class RetentionJudge {
    private final Releases releases;
    private final Fleets fleets;
    private final RetentionMarks marks;
    private final RetentionSettings settings;
    private final Clock clock;

    RetentionJudge(Releases releases, Fleets fleets, RetentionMarks marks, RetentionSettings settings, Clock clock) {
        this.releases = releases;
        this.fleets = fleets;
        this.marks = marks;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param keep other than the settings say, to see what would be
     * @throws RetentionOff when neither says how many to keep
     */
    public int keep(OptionalInt keep) {
        int wanted = keep.orElse(settings.keep());
        if (wanted < 1) throw new RetentionOff();
        return wanted;
    }

    /** Newest first, one platform after the other. */
    public List<Judgement> judge(String app, int keep) {
        List<Judgement> judgements = new ArrayList<>();
        for (Platform platform : Platform.values()) {
            List<Release> line = releases.line(app, platform.toString());
            if (line.isEmpty()) continue;
            Needs needs = new Needs(line, running(app, platform), keep);
            Map<Long, Instant> since = marks.of(line.stream().map(Release::id).toList()).stream()
                    .collect(Collectors.toMap(RetentionMark::getId, RetentionMark::since));
            for (Release release : line) judgements.add(judgement(release, needs.of(release), since));
        }
        return judgements;
    }

    private Judgement judgement(Release release, Set<Need> needs, Map<Long, Instant> marked) {
        if (!needs.isEmpty()) return new Judgement(release, needs, Optional.empty());
        Instant since = marked.getOrDefault(release.id(), clock.instant());
        return new Judgement(release, needs, Optional.of(since.plus(settings.grace())));
    }

    /** Releases that devices had when they asked within the last 30 days. */
    Set<Long> running(String app, Platform platform) {
        return fleets.running(app, platform).releases();
    }

    /** Whether nothing needs the release, as things are now. */
    static boolean isUnneeded(Release seen, List<Release> line, Set<Long> running, int keep) {
        Needs needs = new Needs(line, running, keep);
        return line.stream()
                .filter(release -> release.id() == seen.id())
                .allMatch(release -> needs.of(release).isEmpty());
    }
}
