package dev.patchbay.delta;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param keep how many bases a release gets deltas from, newest first; 0 for all
 * @param minSaving percent by which a delta must be smaller than what the device would download otherwise
 * @param timeLimit the longest that building one delta may take
 * @param memory what all jobs of this server may hold at once
 * @param parallel how many jobs of this server may work at once; 0: one fewer than it has processors, and at least one
 * @param allowPrivateAddresses whether a static server ({@code jsPath}) may have a private address
 */
@ConfigurationProperties("patchbay.delta")
record DeltaSettings(
        @DefaultValue("50") int keep,
        @DefaultValue("10") int minSaving,
        @DefaultValue("5m") Duration timeLimit,
        @DefaultValue("1GB") DataSize memory,
        @DefaultValue("0") int parallel,
        @DefaultValue("false") boolean allowPrivateAddresses) {
    DeltaSettings {
        if (keep < 0)
            throw new IllegalArgumentException("patchbay.delta.keep: write 0 for all bases, or a number above");
        if (minSaving < 0 || minSaving > 99) {
            throw new IllegalArgumentException("patchbay.delta.min-saving is a percentage: write 0 to 99");
        }
        if (timeLimit.isNegative() || timeLimit.isZero()) {
            throw new IllegalArgumentException("patchbay.delta.time-limit: write a duration such as 5m");
        }
        if (memory.toMegabytes() < 16) {
            throw new IllegalArgumentException("patchbay.delta.memory: no delta fits; write at least 16MB");
        }
        if (parallel < 0) {
            throw new IllegalArgumentException(
                    "patchbay.delta.parallel: write how many jobs may work at once, or 0 to leave devices one processor");
        }
    }

    /** Of a machine's processors. */
    int atOnce(int processors) {
        return parallel > 0 ? parallel : Math.max(1, processors - 1);
    }

    boolean worthIt(long deltaSize, long fullSize) {
        return deltaSize * 100 <= fullSize * (100 - minSaving);
    }
}
