package dev.patchbay.delta;

import dev.patchbay.storage.BlobPlacer;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Patience;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a job takes its order from and reports what came of it. A delta that is no longer pending, or is gone, is left
 * alone, and nothing is heard from a job whose {@link Lease} is over.
 */
@Component
class DeltaDesk {
    private final Deltas deltas;
    private final Leases leases;
    private final BlobStore blobs;
    private final BlobPlacer placer;
    private final Patience patience;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DeltaDesk(
            Deltas deltas,
            Leases leases,
            BlobStore blobs,
            BlobPlacer placer,
            Patience patience,
            ApplicationEventPublisher events,
            Clock clock) {
        this.deltas = deltas;
        this.leases = leases;
        this.blobs = blobs;
        this.placer = placer;
        this.patience = patience;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Delta> waiting(long id) {
        return deltas.findById(id).filter(delta -> delta.state() == DeltaState.PENDING);
    }

    /**
     * Takes over what was made of the same two contents for another release: one zip serves several platforms.
     *
     * @return whether there was anything
     */
    @Transactional
    public boolean copyFinished(Lease lease, Delta wanted) {
        Optional<Delta> twin = deltas
                .between(
                        wanted.base().orElseThrow().sha256(),
                        wanted.target().orElseThrow().sha256(),
                        Limit.of(1))
                .stream()
                .filter(this::isThere)
                .findFirst();
        twin.ifPresent(other -> finish(lease, wanted.id(), delta -> {
            if (other.state() == DeltaState.READY) {
                delta.ready(other.blob().orElseThrow(), other.size().orElseThrow(), clock.instant());
            } else {
                delta.skip(other.reason().orElse(""), other.size().orElse(null), clock.instant());
            }
        }));
        return twin.isPresent();
    }

    /** Its bytes are about to be named once more; they may have to be read for that. */
    private boolean isThere(Delta twin) {
        if (twin.blob().isEmpty()) return true;
        try (Patience.Grant grant = patience.toMove(twin.size().orElse(0L))) {
            return blobs.touch(twin.blob().get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes are stored only for a job that may still speak, and go again if its words are not kept. */
    @Transactional
    public void ready(Lease lease, long id, SpooledFile file) {
        finish(lease, id, delta -> {
            place(file);
            delta.ready(file.key(), file.size(), clock.instant());
        });
    }

    /** It lies on another server. */
    @Transactional
    public void readyElsewhere(Lease lease, long id, long size) {
        finish(lease, id, delta -> delta.ready(null, size, clock.instant()));
    }

    private void place(SpooledFile file) {
        try {
            placer.place(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Transactional
    public void skipped(Lease lease, long id, @Nullable Long size, String why) {
        finish(lease, id, delta -> delta.skip(why, size, clock.instant()));
    }

    @Transactional
    public void failed(Lease lease, long id, String why) {
        finish(lease, id, delta -> delta.fail(why, clock.instant()));
    }

    private void finish(Lease lease, long id, Consumer<Delta> outcome) {
        if (!leases.holds(lease)) return;
        waiting(id).ifPresent(delta -> {
            outcome.accept(delta);
            deltas.save(delta);
            if (delta.state() == DeltaState.READY) events.publishEvent(new DeltaReady(delta));
            if (delta.state() == DeltaState.FAILED) events.publishEvent(new DeltaFailed(delta));
        });
    }
}
