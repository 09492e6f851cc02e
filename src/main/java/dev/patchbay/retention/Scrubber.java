package dev.patchbay.retention;

import dev.patchbay.release.Content;
import dev.patchbay.release.Releases;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Reads stored bytes again to find what rotted: after a start all that is published, the sizes of all first, and from then
 * on everything, round after round, never faster than the settings allow.
 */
@Component
class Scrubber {
    /** After so many bytes the progress is written down. */
    private static final long STRIDE = 64 << 20;

    private final BlobStore blobs;
    private final Releases releases;
    private final ScrubProgress progress;
    private final ScrubSettings settings;
    private final Clock clock;
    private final Counter checked;
    private volatile long finishedAt;

    Scrubber(
            BlobStore blobs,
            Releases releases,
            ScrubProgress progress,
            ScrubSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.blobs = blobs;
        this.releases = releases;
        this.progress = progress;
        this.settings = settings;
        this.clock = clock;
        this.checked = Counter.builder("patchbay.scrub.checked")
                .description("Stored files that were read again and compared with their name")
                .register(metrics);
        Gauge.builder("patchbay.scrub.last.round", () -> finishedAt)
                .description("When all stored files had been read again, in seconds since 1970; 0: not yet")
                .register(metrics);
        Gauge.builder("patchbay.blobs.damaged", blobs, store -> store.damaged().size())
                .description("Stored files that are known to be missing or damaged")
                .register(metrics);
    }

    boolean isOff() {
        return settings.rate().toBytes() == 0;
    }

    /**
     * Looks at what devices may be offered. A wrong size is found within moments, wrong bytes when their turn comes.
     *
     * @throws Pace.Stopped when the thread is interrupted
     */
    void checkPublished() throws IOException {
        List<Content> published = releases.offered();
        for (Content content : published) {
            Optional<Blob> blob = blobs.find(content.key());
            if (blob.isEmpty() || blob.get().size() != content.size()) blobs.isIntact(content.key());
        }
        if (isOff()) return;
        Pace pace = new Pace(settings.rate().toBytes());
        for (Content content : published) check(content.key(), pace);
    }

    /**
     * Goes on with the round, or begins one when it is time.
     *
     * @throws Pace.Stopped when the thread is interrupted
     */
    void goOn() throws IOException {
        Optional<Instant> last = progress.finished();
        last.ifPresent(at -> finishedAt = at.getEpochSecond());
        String after = progress.after();
        boolean due = !after.isEmpty()
                || last.isEmpty()
                || !clock.instant().isBefore(last.get().plus(settings.pause()));
        if (isOff() || !due) return;
        Pace pace = new Pace(settings.rate().toBytes());
        long unsaid = 0;
        for (BlobKey key : inOrder(after)) {
            unsaid += blobs.find(key).map(Blob::size).orElse(0L);
            check(key, pace);
            if (unsaid < STRIDE) continue;
            progress.reached(key.sha256());
            unsaid = 0;
        }
        progress.finish(clock.instant());
        finishedAt = clock.instant().getEpochSecond();
    }

    private List<BlobKey> inOrder(String after) throws IOException {
        return blobs.keys().stream()
                .filter(key -> key.sha256().compareTo(after) > 0)
                .sorted(Comparator.comparing(BlobKey::sha256))
                .toList();
    }

    private void check(BlobKey key, Pace pace) throws IOException {
        blobs.reread(key, pace);
        checked.increment();
    }
}
