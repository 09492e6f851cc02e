package dev.patchbay.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param rate how many bytes are read again in a second; 0B: none
 * @param pause how long after all bytes were read the next round begins
 */
@ConfigurationProperties("patchbay.scrub")
record ScrubSettings(
        @DefaultValue("20MB") DataSize rate,
        @DefaultValue("24h") Duration pause) {
    ScrubSettings {
        if (rate.isNegative()) throw new IllegalArgumentException("patchbay.scrub.rate: write 0B for none, or more");
        if (pause.isNegative())
            throw new IllegalArgumentException("patchbay.scrub.pause: write a duration such as 24h");
    }
}
