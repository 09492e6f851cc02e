package dev.patchbay.delta;

import dev.patchbay.egress.ForbiddenAddress;
import dev.patchbay.release.JsPath;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(RemoteDeltaProbe.class);

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

    /**
     * @return how long to wait before looking again; empty when there is nothing more to find out
     */
    Optional<Duration> look(Lease lease, long deltaId) {
        Optional<Delta> found = desk.waiting(deltaId);
        if (found.isEmpty()) return Optional.empty();
        Delta delta = found.get();
        Optional<String> jsPath =
                releases.findByIdAndAppName(delta.releaseId(), delta.appName()).flatMap(Release::jsPath);
        if (jsPath.isEmpty()) return Optional.empty();
        try {
            OptionalLong size = files.size(URI.create(JsPath.of(jsPath.get()).file(delta.name())));
            if (size.isPresent() && size.getAsLong() >= HEADER) {
                desk.readyElsewhere(lease, deltaId, size.getAsLong());
                return Optional.empty();
            }
        } catch (ForbiddenAddress e) {
            desk.failed(lease, deltaId, String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (IOException e) {
            log.debug("The static server cannot be asked for delta {}", delta.name(), e);
        }
        return again(lease, delta);
    }

    private Optional<Duration> again(Lease lease, Delta delta) {
        Duration age = Duration.between(delta.updatedAt(), clock.instant());
        if (age.compareTo(PATIENCE) > 0) {
            desk.skipped(
                    lease, delta.id(), null, "the static server did not have it within " + PATIENCE.toDays() + " days");
            return Optional.empty();
        }
        Duration wait = age.dividedBy(2);
        return Optional.of(wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait);
    }
}
