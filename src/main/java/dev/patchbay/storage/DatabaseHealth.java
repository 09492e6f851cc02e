package dev.patchbay.storage;

import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells whether the database is there. Without it devices are served all the same, people and build servers are not. */
@Configuration(proxyBeanMethods = false)
class DatabaseHealth {
    /** The server does its main work, and somebody should look after it. */
    static final String DEGRADED = "DEGRADED";

    @Bean
    HealthIndicator databaseHealthIndicator(DatabaseWatch watch) {
        return () -> {
            Optional<String> away = watch.away();
            if (away.isEmpty()) return Health.up().build();
            return Health.status(DEGRADED)
                    .withDetail("reason", "The database is away: " + away.get())
                    .build();
        };
    }

    /** Readiness is asked by who could send requests elsewhere; there, half a server is none. */
    @Bean
    @Qualifier("readiness")
    StatusAggregator halfReadyIsNotReady() {
        StatusAggregator usual = StatusAggregator.getDefault();
        return new StatusAggregator() {
            @Override
            public Status getAggregateStatus(Set<Status> statuses) {
                Status worst = usual.getAggregateStatus(statuses);
                boolean degraded = statuses.contains(new Status(DEGRADED));
                return degraded && !worst.equals(Status.DOWN) ? Status.OUT_OF_SERVICE : worst;
            }
        };
    }
}
