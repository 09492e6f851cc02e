package dev.patchbay.delta;

import dev.patchbay.storage.BlobKey;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where a coding job takes its order from and reports what came of it. What waits no more is left alone,
 * and nothing is heard from a job whose {@link Lease} is over. */
@Component
class EncodingDesk {
    private final Encodings encodings;
    private final Leases leases;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EncodingDesk(Encodings encodings, Leases leases, ApplicationEventPublisher events, Clock clock) {
        this.encodings = encodings;
        this.leases = leases;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Encoding> waiting(long id) {
        return encodings.findById(id).filter(Encoding::isWaiting);
    }

    @Transactional
    public void ready(Lease lease, long id, BlobKey coded, long size) {
        finish(lease, id, encoding -> {
            encoding.ready(coded, size, clock.instant());
            events.publishEvent(new EncodingReady(encoding));
        });
    }

    @Transactional
    public void dropped(Lease lease, long id, @Nullable Long size, String why) {
        finish(lease, id, encoding -> encoding.drop(why, size, clock.instant()));
    }

    private void finish(Lease lease, long id, Consumer<Encoding> outcome) {
        if (!leases.holds(lease)) return;
        waiting(id).ifPresent(encoding -> {
            outcome.accept(encoding);
            encodings.save(encoding);
        });
    }
}
