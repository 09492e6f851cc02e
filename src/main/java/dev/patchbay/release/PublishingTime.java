package dev.patchbay.release;

import java.time.Instant;
import java.util.List;

/**
 * The timestamp of a release whose file says none: when it is published. It is later than that of all such releases before it
 * also after the server's clock was set back, or a fix published then would be offered to nobody.
 */
final class PublishingTime {
    private PublishingTime() {}

    /**
     * @param line all releases of the app on the platform
     * @return milliseconds since 1970
     */
    static long of(Instant now, List<Release> line) {
        long latest = line.stream()
                .filter(release -> !release.eros() && release.state() != State.DRAFT)
                .mapToLong(Release::timestamp)
                .max()
                .orElse(0);
        return Math.max(now.toEpochMilli(), latest + 1);
    }
}
