package dev.patchbay.web;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Counts the requests that are turned away, by the kind of problem; how many kinds there are does not depend on them. */
@Component
class Refusals {
    private final MeterRegistry metrics;

    Refusals(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** A failure of the server's own is none. */
    void count(Problem problem) {
        boolean overload = problem.status().value() == HttpStatus.SERVICE_UNAVAILABLE.value();
        if (!overload && !problem.status().is4xxClientError()) return;
        metrics.counter("patchbay.refusals", "reason", problem.slug()).increment();
    }
}
