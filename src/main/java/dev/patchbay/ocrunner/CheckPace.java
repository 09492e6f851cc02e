package dev.patchbay.ocrunner;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Tells devices when to ask again: after {@code patchbay.update.check-interval}, give or take a fifth by chance, so that
 * devices which asked together do not ask together again.
 */
@Component
class CheckPace {
    private static final double SPREAD = 0.2;

    private final Duration interval;
    private final DoubleSupplier chance;

    @Autowired
    CheckPace(Settings settings) {
        this(settings, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * @param chance numbers from 0 to 1
     */
    CheckPace(Settings settings, DoubleSupplier chance) {
        this.interval = settings.checkInterval();
        this.chance = chance;
    }

    /**
     * @param checkInterval how long a device should wait before it asks again
     */
    @ConfigurationProperties("patchbay.update")
    record Settings(@DefaultValue("1h") Duration checkInterval) {
        Settings {
            if (checkInterval.compareTo(Duration.ofSeconds(10)) < 0
                    || checkInterval.compareTo(Duration.ofDays(7)) > 0) {
                throw new IllegalArgumentException("patchbay.update.check-interval: write a time from 10s to 7d");
            }
        }
    }

    /** In seconds. */
    long next() {
        double factor = 1 - SPREAD + 2 * SPREAD * chance.getAsDouble();
        return Math.round(interval.toSeconds() * factor);
    }
}
