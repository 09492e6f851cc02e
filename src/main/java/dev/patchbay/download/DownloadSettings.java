package dev.patchbay.download;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of links.
 *
 * @param tokenTtl how long after its making a link that works once may be followed
 * @param accelPrefix the path of an internal location of nginx that is the folder of the blobs; null: nginx sends no files
 */
@ConfigurationProperties("patchbay.download")
record DownloadSettings(
        @DefaultValue("60s") Duration tokenTtl, @Nullable String accelPrefix) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Pattern PREFIX = Pattern.compile("/([A-Za-z0-9_.-]+/)+");

    DownloadSettings {
        if (tokenTtl.compareTo(SHORTEST) < 0 || tokenTtl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "patchbay.download.token-ttl is " + tokenTtl + "; write a time from 1s to 1h");
        }
        if (accelPrefix != null && accelPrefix.isEmpty()) accelPrefix = null;
        if (accelPrefix != null && !PREFIX.matcher(accelPrefix).matches()) {
            throw new IllegalArgumentException(
                    "patchbay.download.accel-prefix: write the path of nginx's internal location, such as /patchbay-blobs/");
        }
    }
}
