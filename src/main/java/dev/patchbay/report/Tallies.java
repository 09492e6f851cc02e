package dev.patchbay.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The tallies of the releases that devices deal with at present, at most {@value #MOST} of them (some 8 KB each); what
 * comes for a further release meanwhile is not counted.
 */
@Component
class Tallies {
    static final int MOST = 5_000;

    private final ConcurrentHashMap<Long, Tally> byRelease = new ConcurrentHashMap<>();

    /** Null when there are too many. */
    @Nullable
    Tally of(long release) {
        Tally known = byRelease.get(release);
        if (known != null) return known;
        return byRelease.size() < MOST ? byRelease.computeIfAbsent(release, id -> new Tally()) : null;
    }

    /** By rising release id, so that all servers lock rows in the same order. */
    Map<Long, Tally> all() {
        return new TreeMap<>(byRelease);
    }

    void forget(long release) {
        byRelease.remove(release);
    }

    int size() {
        return byRelease.size();
    }
}
