package dev.patchbay.report;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param flushInterval how often counts are written down; a crash loses at most those of so long
 * @param keepHours how long counts by the hour are kept
 * @param keepDays how long counts by the day, which devices ran what, and failure groups are kept
 * @param offerTtl how long after its making an offer still binds a report to it
 * @param strikeTtl how long a release that failed on a device is not offered to it
 * @param devicesPerAddress how many devices of one address count for a release within 24 hours where a decision hangs on
 *     their number; eight times as many of the network around it
 * @param salt what device ids are hashed with; of at least 32 characters. Empty: the first start makes one, which the
 *     nodes of a cluster share.
 */
@ConfigurationProperties("patchbay.report")
record ReportSettings(
        @DefaultValue("5s") Duration flushInterval,
        @DefaultValue("7d") Duration keepHours,
        @DefaultValue("90d") Duration keepDays,
        @DefaultValue("7d") Duration offerTtl,
        @DefaultValue("7d") Duration strikeTtl,
        @DefaultValue("30") int devicesPerAddress,
        @DefaultValue("") String salt) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int SHORTEST_SALT = 32;

    ReportSettings {
        if (flushInterval.compareTo(Duration.ofMillis(100)) < 0 || flushInterval.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("patchbay.report.flush-interval: write a time from 100ms to 1m");
        }
        if (keepHours.compareTo(DAY) < 0 || keepDays.compareTo(DAY) < 0) {
            throw new IllegalArgumentException(
                    "patchbay.report.keep-hours and keep-days: write a time of 1d or more, such as 7d and 90d");
        }
        if (offerTtl.isNegative() || strikeTtl.isNegative()) {
            throw new IllegalArgumentException("patchbay.report: a time to live cannot be negative; write 0s or more");
        }
        if (devicesPerAddress < 1) {
            throw new IllegalArgumentException("patchbay.report.devices-per-address: write 1 or more");
        }
        if (!salt.isEmpty() && salt.length() < SHORTEST_SALT) {
            throw new IllegalArgumentException(
                    "patchbay.report.salt is too short; write what this prints: openssl rand -hex 32");
        }
    }

    /** Whatever prints settings must not print the salt. */
    @Override
    public String toString() {
        return "ReportSettings[…]";
    }
}
