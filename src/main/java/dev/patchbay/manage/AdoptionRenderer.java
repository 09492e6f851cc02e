package dev.patchbay.manage;

import dev.patchbay.delta.Delta;
import dev.patchbay.delta.DeltaState;
import dev.patchbay.delta.Deltas;
import dev.patchbay.release.Release;
import dev.patchbay.report.Adoption;
import dev.patchbay.report.Counts;
import dev.patchbay.report.FailureGroup;
import dev.patchbay.report.Fleet;
import dev.patchbay.report.Fleets;
import dev.patchbay.report.Outcome;
import dev.patchbay.report.Strikes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts together how a release fares on devices. */
@Component
class AdoptionRenderer {
    private final Adoption adoption;
    private final Fleets fleets;
    private final Strikes strikes;
    private final Deltas deltas;

    AdoptionRenderer(Adoption adoption, Fleets fleets, Strikes strikes, Deltas deltas) {
        this.adoption = adoption;
        this.fleets = fleets;
        this.strikes = strikes;
        this.deltas = deltas;
    }

    /**
     * How a release fares.
     *
     * @param share of the running fleet that has it, 0 to 1
     * @param counts of what was offered and reported since it was published
     * @param deltaShare of its downloads, those that were deltas, 0 to 1
     * @param strikes on how many devices it failed of late and is not offered therefore
     */
    record Item(
            String releaseId,
            String platform,
            String version,
            String jsVersion,
            String state,
            Devices devices,
            double share,
            Counts counts,
            double deltaShare,
            long bytesSaved,
            long strikes,
            List<FailureGroup> failures) {}

    /**
     * Numbers of different devices, estimated.
     *
     * @param running had it when they asked within the last 30 days
     */
    record Devices(long offered, long installed, long failed, long running) {}

    /**
     * What devices run, as it concerns one release.
     *
     * @param devices that asked for the app on the platform within the last 30 days
     * @param running of these had the release
     * @param share the same as a share, 0 to 1
     * @param deltaShare of the devices, those that had something a ready delta leads from to the release, 0 to 1
     * @param bytesSaved by downloads of deltas instead of the full package up to now
     */
    record InFleet(long devices, long running, double share, double deltaShare, long bytesSaved) {}

    Item render(Release release, Fleet fleet) {
        Counts counts = adoption.totals(release.id());
        Outcome outcome = adoption.outcome(release.id());
        long downloads = counts.downloaded().all();
        return new Item(
                String.valueOf(release.id()),
                release.platform().toString(),
                release.version().toString(),
                release.jsVersion().hex(),
                release.state().toString(),
                new Devices(outcome.offered(), outcome.installed(), outcome.failed(), fleet.running(release.id())),
                rounded(fleet.share(release.id())),
                counts,
                downloads == 0 ? 0 : rounded((double) counts.downloaded().delta() / downloads),
                counts.bytesSaved(),
                strikes.count(release.id()),
                adoption.failures(release.id()));
    }

    InFleet inFleet(Release release) {
        Fleet fleet = fleets.running(release.appName(), release.platform());
        Set<Long> bases = deltas.findByReleaseId(release.id()).stream()
                .filter(delta -> delta.state() == DeltaState.READY)
                .map(Delta::baseReleaseId)
                .collect(Collectors.toSet());
        return new InFleet(
                fleet.devices(),
                fleet.running(release.id()),
                rounded(fleet.share(release.id())),
                rounded(fleet.share(bases)),
                adoption.totals(release.id()).bytesSaved());
    }

    private static double rounded(double share) {
        return Math.round(share * 10_000) / 10_000.0;
    }
}
