package dev.patchbay.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where requests are written down.
 *
 * @param to nowhere, the standard output, or a file for each day below {@code patchbay.home}
 * @param keepDays how many of those files are kept
 */
@ConfigurationProperties("patchbay.access-log")
record AccessLogSettings(
        @DefaultValue("none") To to, @DefaultValue("30") int keepDays) {
    enum To {
        NONE,
        CONSOLE,
        FILE
    }

    AccessLogSettings {
        if (keepDays < 1) throw new IllegalArgumentException("patchbay.access-log.keep-days: write at least 1");
    }
}
