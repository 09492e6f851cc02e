package dev.patchbay.update;

import dev.patchbay.release.Priority;
import dev.patchbay.release.State;
import dev.patchbay.rollout.Admission;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.trust.AppKey;
import dev.patchbay.update.UpdateDecision.DeltaChoice;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides what a device gets: the newest release that fits its installed version, is published, meant for it and whole,
 * unless the device already has that one or a newer one. Works on memory alone.
 */
@Component
public class UpdateResolver {
    private final Catalogue catalogue;
    private final BlobStore blobs;
    private final DeviceHolds holds;
    private final CountingTrace counting;
    private final Clock clock;

    UpdateResolver(Catalogue catalogue, BlobStore blobs, DeviceHolds holds, CountingTrace counting, Clock clock) {
        this.catalogue = catalogue;
        this.blobs = blobs;
        this.holds = holds;
        this.counting = counting;
        this.clock = clock;
    }

    /** Decides for a device, which is counted. */
    public UpdateDecision decide(UpdateCheck check) {
        return decide(check, counting);
    }

    UpdateDecision decide(UpdateCheck check, Trace trace) {
        Line line = catalogue.line(check.app(), check.platform());
        Fits fits = line.fitting(check.installed());
        trace.fits(check, line, fits);
        Holdings.Holding holding = fits.find(check.held());
        trace.holds(check, holding);
        UpdateDecision decision = walk(check, line, fits, holding, trace);
        trace.decided(check, line, holding, decision);
        return decision;
    }

    /** From the newest release down, until one can be offered or the device's own is reached. */
    private UpdateDecision walk(
            UpdateCheck check, Line line, Fits fits, Holdings.@Nullable Holding holding, Trace trace) {
        List<Candidate> releases = fits.newestFirst();
        boolean anyAdmitted = false;
        for (int i = 0; i < releases.size(); i++) {
            Candidate release = releases.get(i);
            boolean held = holding != null && holding.release() == release && !release.rolledBack();
            boolean admitted = admits(release, check, trace);
            anyAdmitted |= admitted;
            if (held && admitted) return new UpdateDecision.UpToDate(release);
            if (held) {
                trace.reachedHeld(release);
                return stayWith(release, releases.subList(i + 1, releases.size()), check, line);
            }
            if (admitted && isWhole(release, trace)) {
                return offer(check, fits, release, holding, trace);
            }
        }
        return nothingToOffer(check, line, fits, holding, anyAdmitted);
    }

    /** The device's release is not for it (any more) and nothing newer is. */
    private UpdateDecision stayWith(Candidate release, List<Candidate> older, UpdateCheck check, Line line) {
        boolean wasOffered = release.state() == State.PAUSED || release.state() == State.WITHDRAWN;
        if (wasOffered || older.stream().anyMatch(other -> admits(other, check, Trace.SILENT))) {
            return new UpdateDecision.Ahead(release);
        }
        return line.everPublished()
                ? new UpdateDecision.NoneOfferable(true)
                : new UpdateDecision.NothingPublished(true);
    }

    private static UpdateDecision nothingToOffer(
            UpdateCheck check, Line line, Fits fits, Holdings.@Nullable Holding holding, boolean anyAdmitted) {
        boolean known = holding != null && !holding.release().rolledBack();
        if (!line.everPublished()) return new UpdateDecision.NothingPublished(known);
        if (fits.newestFirst().stream().noneMatch(release -> mayBeKnown(release, check)))
            return new UpdateDecision.NothingFits();
        if (anyAdmitted) return new UpdateDecision.NothingIntact(known);
        if (holding != null && holding.release().rolledBack()) return new UpdateDecision.Remove(holding.release());
        return new UpdateDecision.NoneOfferable(known);
    }

    /** That there is a draft is told to nobody but those on its allow-list. */
    private static boolean mayBeKnown(Candidate release, UpdateCheck check) {
        return release.state() != State.DRAFT || release.rollout().allows(check.device());
    }

    private boolean admits(Candidate release, UpdateCheck check, Trace trace) {
        boolean forDevices = release.state() == State.PUBLISHED && !release.embedded()
                || release.state() == State.DRAFT && release.rollout().allows(check.device());
        if (!forDevices) {
            trace.notForDevices(release);
            return false;
        }
        Admission admission = release.rollout().admit(check.device());
        trace.considered(release, admission);
        if (!admission.admitted()) return false;
        boolean struck = holds.struck(release, check.device());
        if (struck) trace.struck(release);
        return !struck;
    }

    private boolean isWhole(Candidate release, Trace trace) {
        boolean whole = release.full() == null
                ? release.jsPath() != null
                : blobs.isIntact(release.full().key());
        if (!whole) trace.damaged(release);
        return whole;
    }

    private UpdateDecision offer(
            UpdateCheck check, Fits fits, Candidate release, Holdings.@Nullable Holding holding, Trace trace) {
        boolean known = holding != null && !holding.release().rolledBack();
        Optional<AppKey> seal = holds.sealFor(check, release);
        trace.sealed(check, release, seal);
        if (seal.isEmpty() && holds.refusesPlain(check)) {
            trace.plainRefused(release);
            return new UpdateDecision.PlainRefused(release, known);
        }
        Priority priority = priority(check, fits, release, holding, trace);
        if (holds.waits(priority)) {
            trace.waits(release);
            return new UpdateDecision.HeldBack(release, known);
        }
        DeltaChoice choice = choose(check, release, holding);
        Candidate.ReadyDelta delta = choice == DeltaChoice.OFFERED ? deltaFor(check, release, holding) : null;
        return new UpdateDecision.Offer(release, delta, priority, choice, seal.orElse(null));
    }

    private DeltaChoice choose(UpdateCheck check, Candidate release, Holdings.@Nullable Holding holding) {
        if (!check.wantsDelta()) return DeltaChoice.NOT_WANTED;
        if (holding == null) return DeltaChoice.NOTHING_HELD;
        if (release.jsPath() == null && holding.bytes() == null) return DeltaChoice.BASE_UNCERTAIN;
        Candidate.ReadyDelta delta = deltaFor(check, release, holding);
        if (delta == null) return DeltaChoice.NOT_READY;
        return delta.blob() == null || blobs.isIntact(delta.blob()) ? DeltaChoice.OFFERED : DeltaChoice.DAMAGED;
    }

    private static Candidate.@Nullable ReadyDelta deltaFor(
            UpdateCheck check, Candidate release, Holdings.@Nullable Holding holding) {
        if (release.jsPath() != null) {
            return check.held() instanceof Held.Version version
                    ? release.deltas().get(version.jsVersion())
                    : null;
        }
        return holding == null || holding.bytes() == null
                ? null
                : release.deltas().get(holding.bytes().sha256());
    }

    /** A device that skips a blocking release on its way to a later one must not wait longer than it would have. */
    private Priority priority(
            UpdateCheck check, Fits fits, Candidate release, Holdings.@Nullable Holding holding, Trace trace) {
        Instant now = clock.instant();
        Priority own = release.priorityAt(now);
        if (own == Priority.BLOCKING || holding == null) return own;
        // who goes back from a release that was rolled back has all older ones before it
        Candidate end = release.newerThan(holding.release()) ? holding.release() : null;
        for (Candidate between : fits.maySometimesBlock(release, end)) {
            if (between.priorityAt(now) == Priority.BLOCKING && admits(between, check, Trace.SILENT)) {
                trace.raised(between);
                return Priority.BLOCKING;
            }
        }
        return own;
    }
}
