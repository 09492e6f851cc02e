package dev.patchbay.report;

import dev.patchbay.pack.Platform;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Which devices asked today, and what they had; in at most {@value #MOST} sketches. */
@Component
class Sightings {
    static final int MOST = 10_000;
    /** In place of a release: all devices, whatever they had. */
    static final long WHOLE_FLEET = 0;

    private final ConcurrentHashMap<Place, Sketch> sketches = new ConcurrentHashMap<>();

    /**
     * Where a device was seen.
     *
     * @param release what it had
     * @param day days since 1970
     */
    record Place(String app, Platform platform, long release, long day) {
        LocalDate date() {
            return LocalDate.ofEpochDay(day);
        }
    }

    void saw(Place place, long device) {
        Sketch sketch = sketches.get(place);
        if (sketch == null) {
            if (sketches.size() >= MOST) return;
            sketch = sketches.computeIfAbsent(place, unknown -> Sketch.empty());
        }
        sketch.add(device);
    }

    /** Sorted, so that all servers lock rows in the same order. */
    Map<Place, Sketch> all() {
        Map<Place, Sketch> sorted = new TreeMap<>(Comparator.comparing(Place::app)
                .thenComparing(Place::platform)
                .thenComparing(Place::release)
                .thenComparing(Place::day));
        sorted.putAll(sketches);
        return sorted;
    }

    /** Drops what is written and of a day that is over. */
    void forgetBefore(long day) {
        sketches.keySet().removeIf(place -> place.day() < day);
    }
}
