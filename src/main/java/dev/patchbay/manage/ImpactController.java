package dev.patchbay.manage;

import dev.patchbay.release.PossibleVerbs;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.release.RollbackTarget;
import dev.patchbay.release.UnknownRelease;
import dev.patchbay.release.Verb;
import dev.patchbay.report.Fleet;
import dev.patchbay.report.Fleets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says what a change of a release would do to how many devices, before anybody makes it. */
@RestController
class ImpactController {
    private static final double ALL_HUNDREDTHS = 10_000;

    private final Releases releases;
    private final Fleets fleets;

    ImpactController(Releases releases, Fleets fleets) {
        this.releases = releases;
        this.fleets = fleets;
    }

    /**
     * Whom a change touches. Numbers of devices are estimates.
     *
     * @param devices that asked for the app on the platform within the last 30 days
     * @param running of these had the release: whom a rollback moves
     * @param meant of the devices, the share that the rollout means
     * @param waiting meant, and not seen with it yet: who still gets it, unless it is paused or withdrawn
     * @param verbs that would change the release as it stands
     * @param rollbackTo where a rollback leads; null when nothing older is left to go back to
     */
    record Impact(
            long devices,
            long running,
            long meant,
            long waiting,
            List<String> verbs,
            @Nullable Target rollbackTo) {}

    record Target(String releaseId, String version, String jsVersion) {
        static Target of(Release release) {
            return new Target(
                    String.valueOf(release.id()),
                    release.version().toString(),
                    release.jsVersion().hex());
        }
    }

    @GetMapping("/api/apps/{app}/releases/{id}/impact")
    Impact impact(@PathVariable String app, @PathVariable long id) {
        Release release = releases.findByIdAndAppName(id, app)
                .orElseThrow(() -> new UnknownRelease("This app has no release with that id."));
        Fleet fleet = fleets.running(app, release.platform());
        long running = fleet.running(id);
        long meant = Math.round(fleet.devices() * release.audience().rollout().hundredths() / ALL_HUNDREDTHS);
        return new Impact(
                fleet.devices(),
                running,
                meant,
                Math.max(0, meant - running),
                PossibleVerbs.of(release).stream().map(Verb::toString).toList(),
                RollbackTarget.of(release, releases.line(app, release.platform().toString()))
                        .map(Target::of)
                        .orElse(null));
    }
}
