package dev.patchbay.report;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the devices of an app on a platform ran when they asked within a time. A device that moved on within it
 * counts for each release it ran, and once in the whole.
 */
public final class Fleet {
    private final Map<Long, Sketch> byRelease;

    Fleet(Map<Long, Sketch> byRelease) {
        this.byRelease = Map.copyOf(byRelease);
    }

    /** How many devices asked, whatever they ran. */
    public long devices() {
        return byRelease.getOrDefault(Sightings.WHOLE_FLEET, Sketch.empty()).estimate();
    }

    /** The ids of the releases that were seen running. */
    public Set<Long> releases() {
        return byRelease.keySet().stream()
                .filter(release -> release != Sightings.WHOLE_FLEET)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How many devices ran the release. */
    public long running(long release) {
        return byRelease.getOrDefault(release, Sketch.empty()).estimate();
    }

    /** The same as a share of all devices, 0 to 1. */
    public double share(long release) {
        return share(Set.of(release));
    }

    /** Which share of all devices ran one of the releases, 0 to 1. */
    public double share(Collection<Long> releases) {
        long all = devices();
        if (all == 0) return 0;
        Sketch together = Sketch.empty();
        for (Long release : releases) together.add(byRelease.getOrDefault(release, Sketch.empty()));
        return Math.min(1, (double) together.estimate() / all);
    }
}
