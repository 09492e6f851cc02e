package dev.patchbay.delta;

import dev.patchbay.storage.BlobKey;
import java.time.Clock;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Has made anew what the server made itself, when its bytes were lost. */
@Component
public class DamagedBytes {
    private final Deltas deltas;
    private final Encodings encodings;
    private final DeltaJobs deltaJobs;
    private final EncodingJobs encodingJobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DamagedBytes(
            Deltas deltas,
            Encodings encodings,
            DeltaJobs deltaJobs,
            EncodingJobs encodingJobs,
            ApplicationEventPublisher events,
            Clock clock) {
        this.deltas = deltas;
        this.encodings = encodings;
        this.deltaJobs = deltaJobs;
        this.encodingJobs = encodingJobs;
        this.events = events;
        this.clock = clock;
    }

    /** Whether they are those of a delta or a coding. */
    @Transactional(readOnly = true)
    public boolean names(BlobKey bytes) {
        return !deltas.readyWith(bytes.sha256()).isEmpty()
                || !encodings.findBySha256(bytes.sha256()).isEmpty();
    }

    /** Orders again the deltas and codings whose bytes these are; call it when the bytes are gone. */
    @Transactional
    public void rebuild(BlobKey damaged) {
        deltas.readyWith(damaged.sha256()).forEach(this::again);
        encodings.findBySha256(damaged.sha256()).forEach(this::again);
    }

    /** Tries again what could not be made while these bytes were damaged. */
    @Transactional
    public void retry(BlobKey healed) {
        deltas.failedFor(healed.sha256()).forEach(this::again);
        encodings.findByContentSha256(healed.sha256()).stream()
                .filter(encoding -> encoding.blob().isEmpty()
                        && encoding.reason().isPresent()
                        && encoding.size().isEmpty())
                .forEach(this::again);
    }

    private void again(Delta delta) {
        delta.again(clock.instant());
        deltaJobs.order(List.of(deltas.save(delta)));
        events.publishEvent(new DeltaDropped(delta));
    }

    private void again(Encoding encoding) {
        encoding.again(clock.instant());
        encodingJobs.order(encodings.save(encoding));
    }
}
