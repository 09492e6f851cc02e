/**
 * What devices say happened: counters and adoption of releases, failures in groups, and strikes against a release on one
 * device. It learns of checks and reports from the floors above and must not know how a device is answered.
 *
 * <p>Uses {@code nodes}, {@code pack}, {@code release} and {@code storage}.
 */
@NullMarked
package dev.patchbay.report;

import org.jspecify.annotations.NullMarked;
