package dev.patchbay.delta;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseCameBack;
import dev.patchbay.release.ReleaseChanged;
import dev.patchbay.release.ReleaseImported;
import dev.patchbay.release.ReleasePublished;
import dev.patchbay.release.ReleaseRetired;
import dev.patchbay.release.ReleaseUploaded;
import dev.patchbay.release.Releases;
import dev.patchbay.release.SecondContentKnown;
import dev.patchbay.release.State;
import dev.patchbay.report.Fleet;
import dev.patchbay.report.Fleets;
import dev.patchbay.storage.BlobKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Decides which deltas a change of releases asks for, and orders them in the same transaction. */
@Component
class DeltaPlanner {
    /** A late base is prepared for this many of the releases above it; devices seldom get any but the newest. */
    private static final int TARGETS_OF_A_LATE_BASE = 3;

    private final Releases releases;
    private final Deltas deltas;
    private final DeltaJobs jobs;
    private final Fleets fleets;
    private final DeltaSettings settings;
    private final Clock clock;

    DeltaPlanner(Releases releases, Deltas deltas, DeltaJobs jobs, Fleets fleets, DeltaSettings settings, Clock clock) {
        this.releases = releases;
        this.deltas = deltas;
        this.jobs = jobs;
        this.fleets = fleets;
        this.settings = settings;
        this.clock = clock;
    }

    /** Bytes that a device may hold, under the name it reports. */
    private record Base(Release release, JsVersion jsVersion, Optional<Content> content) {}

    /** Of a release that is published at once {@link ReleasePublished} tells as well. */
    @EventListener
    void plan(ReleaseUploaded uploaded) {
        Release release = uploaded.release();
        if (release.state() == State.DRAFT || release.embedded()) plan(release);
    }

    /** Other releases may have come since it was a draft, and publishing may have made it newer than those. */
    @EventListener
    void plan(ReleasePublished published) {
        plan(published.release());
    }

    /** Deltas do not travel: they would have to be applied to be trusted, which takes as long as building them. */
    @EventListener
    void plan(ReleaseImported imported) {
        Release release = imported.release();
        if (!leadsSomewhere(release)) return;
        planTo(release, releases.line(release.appName(), release.platform().toString()));
    }

    @EventListener
    void plan(ReleaseChanged changed) {
        boolean moved =
                changed.after().containsKey("version") || changed.after().containsKey("match");
        if (moved) plan(changed.release());
    }

    private void plan(Release release) {
        List<Release> line = releases.line(release.appName(), release.platform().toString());
        if (!release.embedded()) planTo(release, line);
        line.stream()
                .filter(target -> target.newerThan(release) && leadsSomewhere(target) && target.meets(release))
                .limit(TARGETS_OF_A_LATE_BASE)
                .forEach(target -> order(target, basesOf(release).toList(), line));
    }

    /** Deltas may lead to bytes that are handed out no more. */
    @EventListener
    void forgetOld(ReleaseCameBack back) {
        Optional<BlobKey> now = back.release().full().map(Content::key);
        deltas.findByReleaseId(back.release().id()).stream()
                .filter(delta -> !delta.target().equals(now))
                .forEach(deltas::delete);
    }

    /** What leads to a release without bytes is of no use, and nothing new can be made from one. */
    @EventListener
    void forget(ReleaseRetired retired) {
        long id = retired.release().id();
        deltas.findByReleaseId(id).forEach(deltas::delete);
        for (Delta delta : deltas.findByBaseReleaseIdAndState(id, DeltaState.PENDING.toString())) {
            delta.skip("retention removed the bytes it starts from", null, clock.instant());
            deltas.save(delta);
        }
    }

    /** What was certain is not any more: a device with this jsVersion may hold either content. */
    @EventListener
    void distrust(SecondContentKnown known) {
        Release base = known.release();
        String why = uncertain(base.jsVersion());
        for (Release target : releases.line(base.appName(), base.platform().toString())) {
            for (Delta delta : deltas.findByReleaseId(target.id())) {
                if (delta.from().equals(base.jsVersion())) {
                    delta.skip(why, delta.size().orElse(null), clock.instant());
                    deltas.save(delta);
                }
            }
        }
    }

    /** What most devices run comes first, and what none was seen with last, the newest first. */
    private void planTo(Release target, List<Release> line) {
        Fleet running = fleets.runningAsWritten(target.appName(), target.platform());
        List<Base> bases = line.stream()
                .filter(base -> target.newerThan(base) && base.state() != State.DRAFT && base.meets(target))
                .filter(base -> base.bytesGoneAt().isEmpty() || target.jsPath().isPresent())
                .sorted(Comparator.comparingLong((Release base) -> running.running(base.id()))
                        .reversed())
                .flatMap(this::basesOf)
                .toList();
        order(target, settings.keep() == 0 ? bases : bases.subList(0, Math.min(settings.keep(), bases.size())), line);
    }

    private void order(Release target, List<Base> bases, List<Release> line) {
        Instant now = clock.instant();
        Set<JsVersion> uncertain = uncertainBases(line);
        Set<String> ordered = deltas.findByReleaseId(target.id()).stream()
                .map(delta ->
                        delta.from() + " " + delta.base().map(Object::toString).orElse(""))
                .collect(Collectors.toCollection(HashSet::new));
        List<Delta> waiting = new ArrayList<>();
        for (Base base : bases) {
            boolean remote = target.jsPath().isPresent();
            Optional<Content> content = remote ? Optional.empty() : base.content();
            if (!remote && (content.isEmpty() || target.full().isEmpty())) continue;
            if (base.jsVersion().equals(target.jsVersion())) continue;
            String pair = base.jsVersion() + " "
                    + content.map(bytes -> bytes.key().sha256()).orElse("");
            if (!ordered.add(pair)) continue;
            Delta delta = new Delta(base.release(), base.jsVersion(), content, target, now);
            if (!remote && uncertain.contains(base.jsVersion())) {
                delta.skip(uncertain(base.jsVersion()), null, now);
                deltas.save(delta);
            } else {
                waiting.add(deltas.save(delta));
            }
        }
        jobs.order(waiting);
    }

    private Stream<Base> basesOf(Release release) {
        List<Base> bases = new ArrayList<>();
        bases.add(new Base(release, release.jsVersion(), release.full()));
        for (KnownContent known : release.otherContents()) {
            bases.add(new Base(release, known.jsVersion(), Optional.of(known.content())));
        }
        return bases.stream();
    }

    private static boolean leadsSomewhere(Release target) {
        return !target.embedded() && target.state() != State.WITHDRAWN;
    }

    private static String uncertain(JsVersion jsVersion) {
        return "two contents are known for jsVersion " + jsVersion + ", and a device does not say which it has";
    }

    /** The jsVersions under which more than one content is known on this line. */
    private Set<JsVersion> uncertainBases(List<Release> line) {
        return line.stream()
                .flatMap(this::basesOf)
                .filter(base -> base.content().isPresent())
                .collect(Collectors.groupingBy(
                        Base::jsVersion,
                        Collectors.mapping(base -> base.content().orElseThrow().key(), Collectors.toSet())))
                .entrySet()
                .stream()
                .filter(contents -> contents.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
