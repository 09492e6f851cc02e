package dev.patchbay.release;

import dev.patchbay.pack.Platform;
import java.time.Clock;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/**
 * The timestamp of a release whose file says none: when it is published. It is later than that of all such releases before it
 * also after the server's clock was set back, or a fix published then would be offered to nobody.
 */
@Component
class PublishingTime {
    private final Releases releases;
    private final Clock clock;

    PublishingTime(Releases releases, Clock clock) {
        this.releases = releases;
        this.clock = clock;
    }

    /** Milliseconds since 1970, for a release of the app on the platform. */
    long next(String app, Platform platform) {
        long latest = releases.publishingTimes(app, platform.toString(), Limit.of(1)).stream()
                .findFirst()
                .orElse(0L);
        return Math.max(clock.millis(), latest + 1);
    }
}
