package dev.patchbay.manage;

import dev.patchbay.pack.Platform;
import dev.patchbay.release.Apps;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.release.UnknownApp;
import dev.patchbay.report.Adoption;
import dev.patchbay.report.Counts;
import dev.patchbay.report.Fleet;
import dev.patchbay.report.Fleets;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what became of releases on devices. */
@RestController
class AdoptionController {
    private final Apps apps;
    private final Releases releases;
    private final Adoption adoption;
    private final Fleets fleets;
    private final AdoptionRenderer renderer;
    private final Clock clock;

    AdoptionController(
            Apps apps, Releases releases, Adoption adoption, Fleets fleets, AdoptionRenderer renderer, Clock clock) {
        this.apps = apps;
        this.releases = releases;
        this.adoption = adoption;
        this.fleets = fleets;
        this.renderer = renderer;
        this.clock = clock;
    }

    /**
     * @param items releases, the newest first
     * @param next what {@code after} continues with; null at the end
     * @param fleet what ran within the last 30 days, by platform
     * @param series each hour or day in which something was counted, of all the app's releases together
     */
    record AdoptionView(
            List<AdoptionRenderer.Item> items, @Nullable String next, List<FleetView> fleet, List<Counts> series) {}

    /**
     * @param devices how many different ones asked
     */
    record FleetView(String platform, long devices) {}

    @GetMapping("/api/apps/{app}/adoption")
    AdoptionView show(
            @PathVariable String app,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        if (!apps.existsByName(app)) {
            throw new UnknownApp("There is no app of that name; an app exists from its first upload on.");
        }
        TimeSpan span = TimeSpan.of(from, to, step, clock.instant());
        Cursor cursor = Cursor.of(after);
        List<Release> found = releases.page(app, null, null, cursor.timestamp(), cursor.id(), Page.limit(limit));
        Map<Platform, Fleet> running = new EnumMap<>(Platform.class);
        for (Platform platform : Platform.values()) running.put(platform, fleets.running(app, platform));
        Page<AdoptionRenderer.Item> page = Page.of(
                        found, limit, last -> new Cursor(last.timestamp(), last.id()).toString())
                .map(some -> some.stream()
                        .map(release -> renderer.render(release, fleetOf(release, running)))
                        .toList());
        List<FleetView> fleet = running.entrySet().stream()
                .map(one ->
                        new FleetView(one.getKey().toString(), one.getValue().devices()))
                .filter(one -> one.devices() > 0)
                .toList();
        return new AdoptionView(
                page.items(), page.next(), fleet, adoption.series(app, span.step(), span.from(), span.to()));
    }

    private Fleet fleetOf(Release release, Map<Platform, Fleet> running) {
        return running.computeIfAbsent(release.platform(), platform -> fleets.running(release.appName(), platform));
    }
}
