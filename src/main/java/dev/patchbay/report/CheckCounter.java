package dev.patchbay.report;

import dev.patchbay.pack.Platform;
import dev.patchbay.report.Sightings.Place;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Counts what is learned from checks. It is called for each of them, so it neither waits nor asks anything: one hash of the
 * device's key and a few additions in memory.
 */
@Component
public class CheckCounter {
    /** In place of a release's id. */
    public static final long NONE = 0;

    private final Tallies tallies;
    private final Sightings sightings;
    private final Pseudonyms pseudonyms;
    private final Clock clock;
    private final Counter fullOffers;
    private final Counter deltaOffers;

    CheckCounter(Tallies tallies, Sightings sightings, Pseudonyms pseudonyms, Clock clock, MeterRegistry metrics) {
        this.tallies = tallies;
        this.sightings = sightings;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
        this.fullOffers = metrics.counter("patchbay.offers", "way", "full");
        this.deltaOffers = metrics.counter("patchbay.offers", "way", "delta");
    }

    /**
     * A device asked for an app that exists here.
     *
     * @param device what tells it from others; null where nothing does
     * @param held the release it has, or {@link #NONE}
     * @param offered the release it was offered, or {@link #NONE}
     */
    public void count(
            String app, Platform platform, @Nullable String device, long held, long offered, boolean byDelta) {
        Tally tally = offered == NONE ? null : tallies.of(offered);
        if (tally != null) tally.count(Measure.offered(byDelta));
        if (offered != NONE) (byDelta ? deltaOffers : fullOffers).increment();
        if (device == null) return;
        long pseudonym = pseudonyms.of(device);
        long day = TimeUnit.MILLISECONDS.toDays(clock.millis());
        sightings.saw(new Place(app, platform, Sightings.WHOLE_FLEET, day), pseudonym);
        if (held != NONE) sightings.saw(new Place(app, platform, held, day), pseudonym);
        if (tally != null) tally.count(Tally.Kind.OFFERED, pseudonym);
    }
}
