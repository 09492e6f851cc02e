package dev.patchbay.delta;

import dev.patchbay.storage.BlobKey;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where a coding job takes its order from and reports what came of it. What waits no more is left alone. */
@Component
class EncodingDesk {
    private final Encodings encodings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    EncodingDesk(Encodings encodings, ApplicationEventPublisher events, Clock clock) {
        this.encodings = encodings;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Encoding> waiting(long id) {
        return encodings.findById(id).filter(Encoding::isWaiting);
    }

    @Transactional
    public void ready(long id, BlobKey coded, long size) {
        finish(id, encoding -> {
            encoding.ready(coded, size, clock.instant());
            events.publishEvent(new EncodingReady(encoding));
        });
    }

    @Transactional
    public void dropped(long id, @Nullable Long size, String why) {
        finish(id, encoding -> encoding.drop(why, size, clock.instant()));
    }

    private void finish(long id, Consumer<Encoding> outcome) {
        waiting(id).ifPresent(encoding -> {
            outcome.accept(encoding);
            encodings.save(encoding);
        });
    }
}
