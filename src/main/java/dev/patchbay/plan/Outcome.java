package dev.patchbay.plan;

/**
 * How a release fared on different devices, by those reports alone that an offer of this server proves.
 *
 * @param failed on how many devices it failed
 * @param devices how many devices said how it went, well or not
 */
public record Outcome(long failed, long devices) {
    static final Outcome UNKNOWN = new Outcome(0, 0);

    public Outcome {
        if (failed < 0 || failed > devices) {
            throw new IllegalArgumentException("it failed on " + failed + " of " + devices + " devices");
        }
    }

    /** Both numbers are estimates, so the part may seem to be greater than the whole. */
    static Outcome estimated(long failed, long devices) {
        return new Outcome(Math.min(failed, devices), devices);
    }

    /** The share of devices on which it failed, 0 to 100; 0 when none said anything. */
    public double failureRate() {
        return devices == 0 ? 0 : 100.0 * failed / devices;
    }

    /** What came after an earlier look. */
    Outcome since(Outcome earlier) {
        return estimated(Math.max(0, failed - earlier.failed), Math.max(0, devices - earlier.devices));
    }
}
