package dev.patchbay.plan;

import dev.patchbay.release.Percent;
import java.util.Locale;
import java.util.Optional;

/**
 * What must hold before a plan goes on.
 *
 * @param maxFailureRate the greatest share of devices that may have failed
 * @param minDevices how many different devices must have said how it went
 */
public record Condition(Percent maxFailureRate, long minDevices) {
    public Condition {
        if (minDevices < 0) throw new IllegalArgumentException("minDevices is a number of devices");
    }

    /** Why the plan has to wait, in a sentence with the numbers; empty when it may go on. */
    Optional<String> unmetBy(Outcome outcome) {
        if (outcome.devices() < minDevices) {
            return Optional.of(
                    "waits for reports: " + outcome.devices() + " of " + minDevices + " devices have said how it went");
        }
        if (outcome.failed() * 10_000 > outcome.devices() * (long) maxFailureRate.hundredths()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "fails too often: on %d of %d devices (%.2f %%), and the plan allows %s %%",
                    outcome.failed(),
                    outcome.devices(),
                    outcome.failureRate(),
                    maxFailureRate));
        }
        return Optional.empty();
    }
}
