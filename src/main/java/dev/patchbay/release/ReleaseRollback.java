package dev.patchbay.release;

import dev.patchbay.pack.Retimestamper;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobPlacer;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.LocalCopy;
import dev.patchbay.storage.Patience;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Withdraws a release and makes the content before it the newest again. Stock eros clients apply only a package whose
 * md5.json has a newer timestamp, so an eros package is written again with one: same jsVersion, other bytes. A release
 * that is newer than the bad one stays newer: who has that one is not to be moved.
 */
@Component
class ReleaseRollback {
    private final Releases releases;
    private final BlobStore blobs;
    private final BlobPlacer placer;
    private final Spool spool;
    private final Patience patience;
    private final Retimestamper retimestamper;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReleaseRollback(
            Releases releases,
            BlobStore blobs,
            BlobPlacer placer,
            Spool spool,
            Patience patience,
            Retimestamper retimestamper,
            ApplicationEventPublisher events,
            Clock clock) {
        this.releases = releases;
        this.blobs = blobs;
        this.placer = placer;
        this.spool = spool;
        this.patience = patience;
        this.retimestamper = retimestamper;
        this.events = events;
        this.clock = clock;
    }

    void rollBack(Release bad, String reason) {
        State from = bad.state();
        if (!bad.rollBack()) return;
        List<Release> line = releases.line(bad.appName(), bad.platform().toString()).stream()
                .filter(other -> other.meets(bad))
                .toList();
        boolean newest = line.stream().noneMatch(other -> other.newerThan(bad) && !other.rolledBack());
        long timestamp = newest ? Math.max(clock.millis(), bad.timestamp() + 1) : bad.timestamp() + 1;
        RollbackTarget.of(bad, line).ifPresent(release -> bringBack(release, timestamp));
        events.publishEvent(new ReleaseRolledBack(bad, from, reason));
    }

    private void bringBack(Release release, long timestamp) {
        Content bytes = release.full()
                .orElseThrow(() -> new ForbiddenByState("Release " + release.id()
                        + ", which would be gone back to, has its files on a static server (jsPath) and cannot be written"
                        + " again with a newer timestamp. Withdraw the bad release and publish the old content anew."));
        Map<String, String> before = Facts.of(release);
        release.comeBack(timestamp, release.eros() ? rewrite(release, bytes, timestamp) : bytes);
        releases.save(release);
        events.publishEvent(new ReleaseCameBack(release, before));
    }

    private Content rewrite(Release release, Content bytes, long timestamp) {
        Blob blob = blobs.find(bytes.key())
                .filter(found -> blobs.isIntact(found.key()))
                .orElseThrow(() -> new ForbiddenByState("The package of release " + release.id()
                        + ", which would be gone back to, is missing or damaged here. Upload the same file again, then"
                        + " repeat the rollback."));
        try {
            Path path = spool.emptyFile();
            try (Patience.Grant grant = patience.toMove(blob.size());
                    LocalCopy local = spool.local(blob)) {
                retimestamper.retimestamp(local.path(), Instant.ofEpochMilli(timestamp), path);
                try (SpooledFile file = spool.adopt(path)) {
                    placer.place(file);
                    return Content.of(file);
                }
            } finally {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
