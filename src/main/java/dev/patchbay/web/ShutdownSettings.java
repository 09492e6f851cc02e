package dev.patchbay.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param notice how long a server that is told to stop goes on taking requests while its readiness says no, so that
 *     whoever sends it requests has the time to notice
 */
@ConfigurationProperties("patchbay.shutdown")
record ShutdownSettings(@DefaultValue("1s") Duration notice) {
    ShutdownSettings {
        if (notice.isNegative()) throw new IllegalArgumentException("patchbay.shutdown.notice: write 0s or more");
    }
}
