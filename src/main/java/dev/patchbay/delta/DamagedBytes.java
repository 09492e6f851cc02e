package dev.patchbay.delta;

import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.io.IOException;
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
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DamagedBytes(
            Deltas deltas,
            Encodings encodings,
            DeltaJobs deltaJobs,
            EncodingJobs encodingJobs,
            BlobStore blobs,
            ApplicationEventPublisher events,
            Clock clock) {
        this.deltas = deltas;
        this.encodings = encodings;
        this.deltaJobs = deltaJobs;
        this.encodingJobs = encodingJobs;
        this.blobs = blobs;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Drops damaged bytes of a delta or a coding and orders them again.
     *
     * @return false when they are neither's
     */
    @Transactional
    public boolean rebuild(BlobKey damaged) throws IOException {
        List<Delta> lost = deltas.readyWith(damaged.sha256());
        List<Encoding> uncoded = encodings.findBySha256(damaged.sha256());
        if (lost.isEmpty() && uncoded.isEmpty()) return false;
        // first, or it might take what was made anew meanwhile
        blobs.delete(damaged);
        lost.forEach(this::again);
        uncoded.forEach(this::again);
        return true;
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
