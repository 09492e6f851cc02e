package dev.patchbay.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param keep how many of the newest releases of each app and platform are always kept; 0: retention is off
 * @param grace how long a release's bytes are kept after nothing needs them any more
 * @param unnamed how long bytes that no row names are left alone: longer than any upload or job takes to name what it
 *     has stored
 */
@ConfigurationProperties("patchbay.retention")
record RetentionSettings(
        @DefaultValue("0") int keep,
        @DefaultValue("7d") Duration grace,
        @DefaultValue("1h") Duration unnamed) {
    RetentionSettings {
        if (keep < 0) throw new IllegalArgumentException("patchbay.retention.keep: write 0 for off, or a number above");
        if (grace.isNegative())
            throw new IllegalArgumentException("patchbay.retention.grace: write a duration such as 7d");
        if (unnamed.compareTo(Duration.ofMinutes(30)) < 0) {
            throw new IllegalArgumentException(
                    "patchbay.retention.unnamed: an upload may be about to name the bytes; write at least 30m");
        }
    }
}
