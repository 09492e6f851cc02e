package dev.patchbay.plan;

import dev.patchbay.release.Percent;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for apps that say nothing of their own.
 *
 * @param action off, pause or rollback
 * @param maxFailureRate in percent
 * @param minDevices how many different devices must have said how it went
 */
@ConfigurationProperties("patchbay.halt")
record HaltSettings(
        @DefaultValue("off") HaltAction action,
        @DefaultValue("5") BigDecimal maxFailureRate,
        @DefaultValue("50") long minDevices) {
    HaltSettings {
        if (minDevices < 1) {
            throw new IllegalArgumentException("patchbay.halt.min-devices: write a number of devices, at least 1");
        }
        if (maxFailureRate.signum() < 0 || maxFailureRate.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("patchbay.halt.max-failure-rate is a percentage: write 0 to 100");
        }
    }

    HaltTerms terms() {
        return new HaltTerms(action, Percent.of(maxFailureRate), minDevices);
    }
}
