package dev.patchbay.download;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of links.
 *
 * @param tokenTtl how long after its making a link that works once may be followed
 */
@ConfigurationProperties("patchbay.download")
record DownloadSettings(@DefaultValue("60s") Duration tokenTtl) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    DownloadSettings {
        if (tokenTtl.compareTo(SHORTEST) < 0 || tokenTtl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "patchbay.download.token-ttl is " + tokenTtl + "; write a time from 1s to 1h");
        }
    }
}
