package dev.patchbay.manage;

import dev.patchbay.pack.Platform;
import dev.patchbay.release.Apps;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.release.UnknownApp;
import dev.patchbay.release.UnknownRelease;
import dev.patchbay.report.Adoption;
import dev.patchbay.report.Counts;
import dev.patchbay.report.Fleet;
import dev.patchbay.report.Fleets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows how releases spread: day by day among all devices, and hour by hour of one release. */
@RestController
class FleetController {
    private static final int MOST_DAYS = 90;

    private final Apps apps;
    private final Releases releases;
    private final Fleets fleets;
    private final Adoption adoption;
    private final AdoptionRenderer renderer;
    private final Clock clock;

    FleetController(
            Apps apps, Releases releases, Fleets fleets, Adoption adoption, AdoptionRenderer renderer, Clock clock) {
        this.apps = apps;
        this.releases = releases;
        this.fleets = fleets;
        this.adoption = adoption;
        this.renderer = renderer;
        this.clock = clock;
    }

    /** What devices ran; a day on which none asked is left out. */
    record History(String platform, List<Day> days) {}

    /**
     * @param day in UTC
     * @param devices how many different ones asked, whatever they ran
     * @param running how many had which release, by its id
     */
    record Day(LocalDate day, long devices, Map<String, Long> running) {
        static Day of(LocalDate day, Fleet fleet) {
            Map<String, Long> running = new TreeMap<>();
            fleet.releases().forEach(release -> running.put(String.valueOf(release), fleet.running(release)));
            return new Day(day, fleet.devices(), running);
        }
    }

    /**
     * How one release fares.
     *
     * @param series each hour or day in which something was counted
     */
    record Spread(AdoptionRenderer.Item release, List<Counts> series) {}

    @GetMapping("/api/apps/{app}/fleet")
    History history(
            @PathVariable String app, @RequestParam String platform, @RequestParam(defaultValue = "30") int days) {
        if (!apps.existsByName(app)) {
            throw new UnknownApp("There is no app of that name; an app exists from its first upload on.");
        }
        if (days < 1 || days > MOST_DAYS) throw new RefusedParameter("days: write 1 to " + MOST_DAYS);
        Platform asked = platform(platform);
        LocalDate since = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days - 1L);
        return new History(
                asked.toString(),
                fleets.daily(app, asked, since).entrySet().stream()
                        .map(day -> Day.of(day.getKey(), day.getValue()))
                        .toList());
    }

    @GetMapping("/api/apps/{app}/releases/{id}/adoption")
    Spread spread(
            @PathVariable String app,
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String step) {
        Release release = releases.findByIdAndAppName(id, app)
                .orElseThrow(() -> new UnknownRelease("This app has no release with that id."));
        TimeSpan span = TimeSpan.of(from, to, step, clock.instant());
        return new Spread(
                renderer.render(release, fleets.running(app, release.platform())),
                adoption.series(id, span.step(), span.from(), span.to()));
    }

    private static Platform platform(String text) {
        try {
            return Platform.of(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedParameter("platform: " + e.getMessage(), e);
        }
    }
}
