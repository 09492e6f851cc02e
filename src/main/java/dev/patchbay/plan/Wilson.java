package dev.patchbay.plan;

/**
 * How sure a share is that was seen on few devices: the score interval of E. B. Wilson, "Probable Inference, the Law of
 * Succession, and Statistical Inference", Journal of the American Statistical Association 22 (1927), at 95 %, without
 * continuity correction.
 */
final class Wilson {
    /** The standard normal distribution's 97.5 % point. */
    private static final double Z = 1.959963984540054;

    private Wilson() {}

    /**
     * The interval's lower end, 0 to 1: with so many devices seen, the true share is hardly below it. 0 when none was seen.
     *
     * @throws IllegalArgumentException unless 0 ≤ hits ≤ seen
     */
    static double lowerBound(long hits, long seen) {
        return end(hits, seen, -1);
    }

    /** The interval's upper end, 0 to 1; 1 when none was seen. */
    static double upperBound(long hits, long seen) {
        return end(hits, seen, 1);
    }

    private static double end(long hits, long seen, int side) {
        if (hits < 0 || hits > seen) throw new IllegalArgumentException("of " + seen + " seen, " + hits + " hits");
        if (seen == 0) return side < 0 ? 0 : 1;
        double n = seen;
        double share = hits / n;
        double middle = share + Z * Z / (2 * n);
        double half = Z * Math.sqrt((share * (1 - share) + Z * Z / (4 * n)) / n);
        return Math.min(1, Math.max(0, (middle + side * half) / (1 + Z * Z / n)));
    }
}
