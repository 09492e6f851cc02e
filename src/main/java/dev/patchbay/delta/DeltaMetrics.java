package dev.patchbay.delta;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How many deltas are in which state, and how long the first in line has waited; asked of the database at each scrape. */
@Component
class DeltaMetrics implements MeterBinder {
    private final Deltas deltas;
    private final Clock clock;

    DeltaMetrics(Deltas deltas, Clock clock) {
        this.deltas = deltas;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (DeltaState state : DeltaState.values()) {
            Gauge.builder("patchbay.deltas", deltas, all -> all.countByState(state.toString()))
                    .tag("state", state.toString())
                    .register(registry);
        }
        TimeGauge.builder("patchbay.deltas.waiting", this, TimeUnit.SECONDS, DeltaMetrics::longestWait)
                .register(registry);
    }

    private double longestWait() {
        return deltas.oldestPending()
                .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
