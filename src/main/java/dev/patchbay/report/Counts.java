package dev.patchbay.report;

import java.time.Instant;

/**
 * What happened to a release, or to several, within a time.
 *
 * @param start when the hour or day began; 1970 for all time
 * @param offered how often checks were answered with it
 * @param downloaded how many offers were fetched whole
 * @param installed how many devices said so, proven by an offer
 * @param failed how many devices said so, proven by an offer
 * @param bytesSaved by downloads of deltas instead of full packages
 */
public record Counts(
        Instant start, Ways offered, Ways downloaded, Ways installed, Ways failed, Unbound unbound, long bytesSaved) {

    /** By the way the release was to come to the device. */
    public record Ways(long full, long delta) {
        public long all() {
            return full + delta;
        }
    }

    /** Reports that brought no offer of this server; anybody can send those. */
    public record Unbound(long downloaded, long installed, long failed) {}

    static Counts none(Instant start) {
        return of(start, new long[Measure.values().length]);
    }

    /**
     * @param sums one of each {@link Measure}
     */
    static Counts of(Instant start, long[] sums) {
        return new Counts(
                start,
                new Ways(sums[Measure.OFFERED_FULL.ordinal()], sums[Measure.OFFERED_DELTA.ordinal()]),
                new Ways(sums[Measure.DOWNLOADED_FULL.ordinal()], sums[Measure.DOWNLOADED_DELTA.ordinal()]),
                new Ways(sums[Measure.INSTALLED_FULL.ordinal()], sums[Measure.INSTALLED_DELTA.ordinal()]),
                new Ways(sums[Measure.FAILED_FULL.ordinal()], sums[Measure.FAILED_DELTA.ordinal()]),
                new Unbound(
                        sums[Measure.UNBOUND_DOWNLOADED.ordinal()],
                        sums[Measure.UNBOUND_INSTALLED.ordinal()],
                        sums[Measure.UNBOUND_FAILED.ordinal()]),
                sums[Measure.BYTES_SAVED.ordinal()]);
    }
}
