package dev.patchbay.manage;

import dev.patchbay.release.Releases;
import dev.patchbay.release.UnknownRelease;
import dev.patchbay.report.Strikes;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets an operator have a release, and its deltas, offered again where they failed. */
@RestController
class StrikeController {
    private final Releases releases;
    private final Strikes strikes;

    StrikeController(Releases releases, Strikes strikes) {
        this.releases = releases;
        this.strikes = strikes;
    }

    @DeleteMapping("/api/apps/{app}/releases/{id}/strikes")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clear(@PathVariable String app, @PathVariable long id) {
        if (releases.findByIdAndAppName(id, app).isEmpty()) {
            throw new UnknownRelease("This app has no release with that id.");
        }
        strikes.clear(app, id);
    }
}
