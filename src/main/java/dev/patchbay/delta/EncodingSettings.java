package dev.patchbay.delta;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param codings in which full stored packages are made ready; empty for none
 * @param minSaving percent by which the coded package must be smaller to be kept
 * @param timeLimit the longest that coding one package may take
 */
@ConfigurationProperties("patchbay.encodings")
record EncodingSettings(
        @DefaultValue({"gzip", "br", "zstd"}) Set<Coding> codings,
        @DefaultValue("10") int minSaving,
        @DefaultValue("15m") Duration timeLimit) {
    EncodingSettings {
        if (minSaving < 0 || minSaving > 99) {
            throw new IllegalArgumentException("patchbay.encodings.min-saving is a percentage: write 0 to 99");
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("patchbay.encodings.time-limit: write a duration such as 15m");
        }
    }

    boolean worthKeeping(long coded, long plain) {
        return coded * 100 <= plain * (100 - minSaving);
    }
}
