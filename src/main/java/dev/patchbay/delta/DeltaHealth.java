package dev.patchbay.delta;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How many deltas wait to be built, and since when. They never make the server ill: devices get full packages meanwhile. */
@Component("deltasHealthIndicator")
class DeltaHealth implements HealthIndicator {
    private final Deltas deltas;

    DeltaHealth(Deltas deltas) {
        this.deltas = deltas;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (DeltaState state : DeltaState.values()) {
            health.withDetail(state.toString(), deltas.countByState(state.toString()));
        }
        deltas.oldestPending().ifPresent(since -> health.withDetail("waitingSince", since));
        return health.build();
    }
}
