package dev.patchbay.release;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Makes a release the newest again because its makers want to go back to it: with the same bytes, or for eros with the same
 * content packed once more. It happens inside the upload's transaction.
 */
@Component
class ReleaseRenewal {
    private final Releases releases;
    private final NearReleases near;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReleaseRenewal(Releases releases, NearReleases near, ApplicationEventPublisher events, Clock clock) {
        this.releases = releases;
        this.near = near;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @return false: nothing new came to be
     * @throws ForbiddenByState when the release is withdrawn for good
     */
    boolean renew(Release release, Prepared prepared, Content full, List<String> warnings) {
        if (release.state() == State.DRAFT || release.embedded()) return false;
        if (release.state() == State.WITHDRAWN) {
            throw new ForbiddenByState(
                    "Release " + release.id() + " was withdrawn for good, and devices that have it stay"
                            + " with it. Change the content a little, so that it is a new release, and sign that.");
        }
        Optional<Release> newest =
                near.all(release).filter(other -> !other.embedded()).findFirst();
        boolean sameBytes = release.full().filter(full::sameAs).isPresent();
        boolean isNewest = newest.filter(other -> other.id() == release.id()).isPresent();
        if (sameBytes && isNewest) return false;
        long after = newest.map(Release::timestamp).orElse(0L) + 1;
        long own = prepared.timestamp().filter(time -> !sameBytes).orElse(clock.millis());
        if (prepared.eros() && (sameBytes || own < after)) {
            warnings.add(
                    "Release " + release.id() + " is the newest again, but the timestamp in its md5.json is no newer"
                            + " than that of the release it replaces: stock eros clients do not apply it. For them, pack the same"
                            + " content again with a newer timestamp.");
        }
        Map<String, String> before = Facts.of(release);
        release.comeBack(isNewest ? own : Math.max(own, after), full);
        releases.save(release);
        events.publishEvent(new ReleaseCameBack(release, before));
        return false;
    }
}
