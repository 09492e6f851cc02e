package dev.patchbay.manage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.patchbay.delta.Delta;
import dev.patchbay.delta.Deltas;
import dev.patchbay.download.Download;
import dev.patchbay.download.Downloads;
import dev.patchbay.download.Form;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Apps;
import dev.patchbay.release.Content;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import dev.patchbay.release.UnknownApp;
import dev.patchbay.release.UnknownRelease;
import dev.patchbay.storage.BlobKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows releases and their deltas. */
@RestController
class ReleaseController {
    private final Apps apps;
    private final Releases releases;
    private final Deltas deltas;
    private final ReleaseRenderer renderer;
    private final AdoptionRenderer adoption;
    private final Downloads downloads;

    ReleaseController(
            Apps apps,
            Releases releases,
            Deltas deltas,
            ReleaseRenderer renderer,
            AdoptionRenderer adoption,
            Downloads downloads) {
        this.apps = apps;
        this.releases = releases;
        this.deltas = deltas;
        this.renderer = renderer;
        this.adoption = adoption;
        this.downloads = downloads;
    }

    /** A release, and how it stands among what devices run. */
    record Detail(@JsonUnwrapped ReleaseView release, AdoptionRenderer.InFleet fleet) {}

    /**
     * A delta.
     *
     * @param from the base's jsVersion
     * @param ratio its size as a share of the full package's, uncoded
     */
    record DeltaView(
            String from,
            String name,
            String state,
            @Nullable Long size,
            @Nullable String sha256,
            @Nullable Double ratio,
            @Nullable String reason) {}

    @GetMapping("/api/apps/{app}/releases")
    Page<ReleaseView> list(
            @PathVariable String app,
            @RequestParam(required = false) @Nullable String platform,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        requireApp(app);
        Cursor cursor = Cursor.of(after);
        List<Release> found = releases.page(
                app,
                read("platform", platform, Platform::of),
                read("state", state, State::of),
                cursor.timestamp(),
                cursor.id(),
                Page.limit(limit));
        return Page.of(found, limit, last -> new Cursor(last.timestamp(), last.id()).toString())
                .map(renderer::render);
    }

    @GetMapping("/api/apps/{app}/releases/{id}")
    ResponseEntity<Detail> get(@PathVariable String app, @PathVariable long id) {
        Release release = find(app, id);
        ResponseEntity<ReleaseView> answer = renderer.answer(release);
        return ResponseEntity.ok()
                .headers(answer.getHeaders())
                .body(new Detail(Objects.requireNonNull(answer.getBody()), adoption.inFleet(release)));
    }

    @GetMapping("/api/apps/{app}/releases/{id}/deltas")
    Page<DeltaView> deltas(
            @PathVariable String app,
            @PathVariable long id,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Release release = find(app, id);
        List<Delta> found = deltas.page(id, Cursor.of(after).idOrZero(), Page.limit(limit));
        return Page.of(found, limit, last -> new Cursor(0, last.id()).toString())
                .map(page -> page.stream().map(delta -> view(delta, release)).toList());
    }

    @GetMapping("/api/apps/{app}/releases/{id}/package")
    void download(
            @PathVariable String app, @PathVariable long id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Release release = find(app, id);
        if (release.bytesGoneAt().isPresent()) throw new BytesRemoved(release);
        Content full = release.full()
                .orElseThrow(() -> new UnknownRelease("This release's files lie on a static server: "
                        + release.jsPath().orElse("")));
        downloads.send(
                new Download(full.key(), Form.PLAIN, release.jsVersion() + ".zip", Duration.ZERO), request, response);
    }

    private static DeltaView view(Delta delta, Release release) {
        Double ratio = delta.size()
                .flatMap(size -> release.full().map(full -> Math.round(10_000.0 * size / full.size()) / 10_000.0))
                .orElse(null);
        return new DeltaView(
                delta.from().hex(),
                delta.name(),
                delta.state().toString(),
                delta.size().orElse(null),
                delta.blob().map(BlobKey::sha256).orElse(null),
                ratio,
                delta.reason().orElse(null));
    }

    private Release find(String app, long id) {
        return releases.findByIdAndAppName(id, app)
                .orElseThrow(() -> new UnknownRelease("This app has no release with that id."));
    }

    private void requireApp(String app) {
        if (!apps.existsByName(app)) {
            throw new UnknownApp("There is no app of that name; an app exists from its first upload on.");
        }
    }

    private static @Nullable String read(String name, @Nullable String text, Function<String, Object> reader) {
        if (text == null || text.isBlank()) return null;
        try {
            return reader.apply(text.strip()).toString();
        } catch (IllegalArgumentException e) {
            throw new RefusedParameter(name + ": " + e.getMessage(), e);
        }
    }
}
