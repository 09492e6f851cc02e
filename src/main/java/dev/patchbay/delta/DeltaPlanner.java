package dev.patchbay.delta;

import dev.patchbay.delta.DeltaBases.Base;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.release.Content;
import dev.patchbay.release.NearReleases;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseCameBack;
import dev.patchbay.release.ReleaseChanged;
import dev.patchbay.release.ReleaseImported;
import dev.patchbay.release.ReleasePublished;
import dev.patchbay.release.ReleaseRetired;
import dev.patchbay.release.ReleaseUploaded;
import dev.patchbay.release.SecondContentKnown;
import dev.patchbay.release.State;
import dev.patchbay.storage.BlobKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Decides which deltas a change of releases asks for, and orders them in the same transaction. */
@Component
class DeltaPlanner {
    /** A late base is prepared for this many of the releases above it; devices seldom get any but the newest. */
    private static final int TARGETS_OF_A_LATE_BASE = 3;

    private final NearReleases near;
    private final DeltaBases bases;
    private final Deltas deltas;
    private final DeltaJobs jobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DeltaPlanner(
            NearReleases near,
            DeltaBases bases,
            Deltas deltas,
            DeltaJobs jobs,
            ApplicationEventPublisher events,
            Clock clock) {
        this.near = near;
        this.bases = bases;
        this.deltas = deltas;
        this.jobs = jobs;
        this.events = events;
        this.clock = clock;
    }

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
        if (leadsSomewhere(release)) order(release, bases.keptFor(release));
    }

    @EventListener
    void plan(ReleaseChanged changed) {
        boolean moved =
                changed.after().containsKey("version") || changed.after().containsKey("match");
        if (moved) plan(changed.release());
    }

    private void plan(Release release) {
        if (!release.embedded()) order(release, bases.keptFor(release));
        near.newerThan(release)
                .filter(DeltaPlanner::leadsSomewhere)
                .limit(TARGETS_OF_A_LATE_BASE)
                .toList()
                .forEach(target -> order(target, DeltaBases.of(release)));
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
        for (Delta delta : deltas.from(
                base.appName(), base.platform().toString(), base.jsVersion().hex())) {
            boolean ready = delta.state() == DeltaState.READY;
            delta.skip(why, delta.size().orElse(null), clock.instant());
            deltas.save(delta);
            if (ready) events.publishEvent(new DeltaDistrusted(delta));
        }
    }

    private void order(Release target, List<Base> from) {
        Instant now = clock.instant();
        Set<JsVersion> uncertain =
                bases.uncertain(target, from.stream().map(Base::jsVersion).toList());
        Set<String> ordered = deltas.findByReleaseId(target.id()).stream()
                .map(delta ->
                        delta.from() + " " + delta.base().map(Object::toString).orElse(""))
                .collect(Collectors.toCollection(HashSet::new));
        List<Delta> waiting = new ArrayList<>();
        for (Base base : from) {
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

    private static boolean leadsSomewhere(Release target) {
        return !target.embedded() && target.state() != State.WITHDRAWN;
    }

    private static String uncertain(JsVersion jsVersion) {
        return "two contents are known for jsVersion " + jsVersion + ", and a device does not say which it has";
    }
}
