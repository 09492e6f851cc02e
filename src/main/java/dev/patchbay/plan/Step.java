package dev.patchbay.plan;

import dev.patchbay.release.Percent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A stage of a plan.
 *
 * @param soak how long the release stays at this share before the next step; null only for the last one
 */
public record Step(Percent rollout, @Nullable Duration soak) {
    private static final Duration LONGEST = Duration.ofDays(90);

    public Step {
        if (rollout.hundredths() == 0) throw new IllegalArgumentException("a step's rollout is above 0");
        if (soak != null && (soak.isNegative() || soak.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("a step's soak is at most 90 days");
        }
    }

    /** As it is kept: {@code 1000:3600000}, hundredths of a percent and milliseconds. */
    @Override
    public String toString() {
        return rollout.hundredths() + ":" + (soak == null ? "" : soak.toMillis());
    }

    public static Step ofText(String text) {
        String[] parts = text.split(":", -1);
        Duration soak = parts[1].isEmpty() ? null : Duration.ofMillis(Long.parseLong(parts[1]));
        return new Step(new Percent(Integer.parseInt(parts[0])), soak);
    }
}
