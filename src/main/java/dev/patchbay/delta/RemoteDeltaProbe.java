package dev.patchbay.delta;

import dev.patchbay.egress.ForbiddenAddress;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Looks whether a static server has a delta yet. The stock packager announces a release before it has uploaded the
 * deltas, so the job comes again, more and more seldom, for two days.
 */
@Component
class RemoteDeltaProbe {
    /** Stock iOS clients crash on a delta that is shorter than a BSDIFF40 header. */
    private static final int HEADER = 32;

    private static final Duration PATIENCE = Duration.ofDays(2);

    private final DeltaDesk desk;
    private final Releases releases;
    private final RemoteFiles files;
    private final Clock clock;

    RemoteDeltaProbe(DeltaDesk desk, Releases releases, RemoteFiles files, Clock clock) {
        this.desk = desk;
        this.releases = releases;
        this.files = files;
        this.clock = clock;
    }

    void look(long deltaId) throws IOException {
        Optional<Delta> found = desk.waiting(deltaId);
        if (found.isEmpty()) return;
        Delta delta = found.get();
        Optional<String> jsPath =
                releases.findByIdAndAppName(delta.releaseId(), delta.appName()).flatMap(Release::jsPath);
        if (jsPath.isEmpty()) return;
        URI file = URI.create(jsPath.get().replaceAll("/+$", "") + "/" + delta.name() + ".zip");
        OptionalLong size;
        try {
            size = files.size(file);
        } catch (ForbiddenAddress e) {
            desk.failed(deltaId, String.valueOf(e.getMessage()));
            return;
        }
        if (size.isPresent() && size.getAsLong() >= HEADER) {
            desk.ready(deltaId, null, size.getAsLong());
        } else if (delta.updatedAt().plus(PATIENCE).isBefore(clock.instant())) {
            desk.skipped(deltaId, null, "the static server did not have it within " + PATIENCE.toDays() + " days");
        } else {
            throw new NotThereYet(delta.name());
        }
    }

    /** Makes the scheduler come again later. */
    private static final class NotThereYet extends RuntimeException {
        NotThereYet(String name) {
            super("the static server does not have delta " + name + " yet");
        }
    }
}
