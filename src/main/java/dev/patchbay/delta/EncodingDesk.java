package dev.patchbay.delta;

import dev.patchbay.storage.BlobPlacer;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a coding job takes its order from and reports what came of it. What waits no more is left alone, and nothing is
 * heard from a job whose {@link Lease} is over.
 */
@Component
class EncodingDesk {
    private final Encodings encodings;
    private final Leases leases;
    private final BlobPlacer placer;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EncodingDesk(Encodings encodings, Leases leases, BlobPlacer placer, ApplicationEventPublisher events, Clock clock) {
        this.encodings = encodings;
        this.leases = leases;
        this.placer = placer;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Encoding> waiting(long id) {
        return encodings.findById(id).filter(Encoding::isWaiting);
    }

    /** The bytes are stored only for a job that may still speak, and go again if its words are not kept. */
    @Transactional
    public void ready(Lease lease, long id, SpooledFile coded) {
        finish(lease, id, encoding -> {
            place(coded);
            encoding.ready(coded.key(), coded.size(), clock.instant());
            events.publishEvent(new EncodingReady(encoding));
        });
    }

    private void place(SpooledFile coded) {
        try {
            placer.place(coded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
