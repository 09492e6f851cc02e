package dev.patchbay.archive;

import dev.patchbay.pack.AppName;
import dev.patchbay.plan.PlanTransfer;
import dev.patchbay.release.Content;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseRecord;
import dev.patchbay.release.ReleaseTransfer;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Durability;
import dev.patchbay.trust.TrustTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes one app into an archive. The list is of one moment; no file of it is removed until it is written. */
@Component
class AppExporter {
    private final ReleaseTransfer releases;
    private final TrustTransfer trust;
    private final PlanTransfer plans;
    private final BlobStore blobs;
    private final Durability durability;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;

    AppExporter(
            ReleaseTransfer releases,
            TrustTransfer trust,
            PlanTransfer plans,
            BlobStore blobs,
            Durability durability,
            ApplicationEventPublisher events,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.releases = releases;
        this.trust = trust;
        this.plans = plans;
        this.blobs = blobs;
        this.durability = durability;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Opens what the archive is written to, once it is certain that there will be one. */
    @FunctionalInterface
    interface Target {
        OutputStream open() throws IOException;
    }

    private record Collected(Listed list, Map<BlobKey, Content> files) {}

    /**
     * @throws dev.patchbay.release.UnknownApp when there is none of that name
     * @throws LargeApp when no server would take the archive; nothing was written then
     * @throws DamagedApp when files are damaged or missing; nothing was written then
     * @throws IOException when something cannot be read or written; what was written is no archive then
     */
    void write(AppName app, Target target) throws IOException {
        try (BlobStore.Hold hold = blobs.hold()) {
            Collected all = transaction.execute(status -> collect(app));
            if (all == null) throw new IllegalStateException("nothing was collected");
            byte[] list = ArchiveFormat.JSON.writeValueAsBytes(all.list());
            LargeApp.refuse(all.list().releases().size(), list.length);
            // after the transaction: a database does not wait for as long as bytes may take
            requireIntact(all.files().keySet());
            int releases = all.list().releases().size();
            transaction.executeWithoutResult(status -> events.publishEvent(new AppExported(app.text(), releases)));
            durability.secure();
            // not closed: after a failure its end would look like an archive's
            TarArchiveOutputStream tar = new TarArchiveOutputStream(target.open(), "UTF-8");
            begin(tar, ArchiveFormat.LIST, list.length);
            tar.write(list);
            tar.closeArchiveEntry();
            for (BlobKey key : all.files().keySet()) write(tar, key);
            tar.finish();
        }
    }

    private Collected collect(AppName app) {
        List<Listed.One> listed = new ArrayList<>();
        Map<BlobKey, Content> files = new LinkedHashMap<>();
        for (Map.Entry<Release, ReleaseRecord> one : releases.allOf(app).entrySet()) {
            Release release = one.getKey();
            listed.add(Listed.One.of(one.getValue(), trust.statementsOf(release), plans.planOf(release)));
            one.getValue().bytes().forEach(content -> files.put(content.key(), content));
        }
        return new Collected(
                new Listed(
                        Listed.FORMAT,
                        app.text(),
                        clock.instant(),
                        plans.ruleOf(app).map(Listed.Halt::of).orElse(null),
                        trust.keysOf(app),
                        listed),
                files);
    }

    private void requireIntact(Iterable<BlobKey> keys) {
        List<BlobKey> damaged = new ArrayList<>();
        for (BlobKey key : keys) {
            if (blobs.find(key).isEmpty() || !blobs.isIntact(key)) damaged.add(key);
        }
        if (!damaged.isEmpty())
            throw new DamagedApp(damaged.size(), damaged.get(0).sha256());
    }

    private void write(TarArchiveOutputStream tar, BlobKey key) throws IOException {
        Blob blob = blobs.find(key).orElseThrow(() -> new IOException("blob " + key + " went away"));
        begin(tar, ArchiveFormat.BLOBS + key, blob.size());
        try (InputStream in = blob.open()) {
            in.transferTo(tar);
        }
        tar.closeArchiveEntry();
    }

    private void begin(TarArchiveOutputStream tar, String name, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(0600);
        entry.setModTime(clock.millis());
        tar.putArchiveEntry(entry);
    }
}
