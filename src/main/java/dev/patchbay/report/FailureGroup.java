package dev.patchbay.report;

import java.time.Instant;

/**
 * Failures of a release with the same reason.
 *
 * @param fingerprint 16 hex digits, or {@code other} for those beyond the number of groups that are kept
 * @param example the reason without what differs from device to device
 */
public record FailureGroup(String fingerprint, String example, long reports, Instant firstAt, Instant lastAt) {}
