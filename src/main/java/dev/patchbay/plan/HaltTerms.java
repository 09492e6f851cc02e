package dev.patchbay.plan;

import dev.patchbay.release.Percent;
import java.util.Locale;
import java.util.Optional;

/**
 * When a release is halted, and how.
 *
 * @param maxFailureRate the share of devices which the lower end of the failure rate's interval must not pass
 * @param minDevices how many different devices must have said how it went
 */
public record HaltTerms(HaltAction action, Percent maxFailureRate, long minDevices) {
    public HaltTerms {
        if (minDevices < 1) throw new IllegalArgumentException("minDevices is at least 1");
    }

    /** Why a release has to be halted, with the numbers; empty when there is no reason, whatever the action. */
    Optional<String> reason(Outcome outcome) {
        if (outcome.devices() < minDevices) return Optional.empty();
        double surely = 100 * Wilson.lowerBound(outcome.failed(), outcome.devices());
        if (surely * 100 <= maxFailureRate.hundredths()) return Optional.empty();
        return Optional.of(String.format(
                Locale.ROOT,
                "failed on %d of %d devices (%.2f %%, with 95 %% certainty at least %.2f %%), more than %s %%",
                outcome.failed(),
                outcome.devices(),
                outcome.failureRate(),
                surely,
                maxFailureRate));
    }
}
