package dev.patchbay.report;

import dev.patchbay.release.Network;
import dev.patchbay.report.KnownReleases.Known;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/**
 * Counts downloads, once for each offer, whoever tells of it first: the server, which saw the last byte go out, or the
 * device's report. A link that works many times counts once for each network. As with {@link RecentSet}, a repetition
 * that comes after a hundred thousand other downloads may count again.
 */
@Component
public class DeliveryCounter {
    private final Tallies tallies;
    private final KnownReleases releases;
    private final Pseudonyms pseudonyms;
    private final BlobStore blobs;
    private final RecentSet counted = new RecentSet(17);
    private final Counter fulls;
    private final Counter deltas;
    private final Counter savedBytes;

    DeliveryCounter(
            Tallies tallies, KnownReleases releases, Pseudonyms pseudonyms, BlobStore blobs, MeterRegistry metrics) {
        this.tallies = tallies;
        this.releases = releases;
        this.pseudonyms = pseudonyms;
        this.blobs = blobs;
        this.fulls = metrics.counter("patchbay.downloads", "way", "full");
        this.deltas = metrics.counter("patchbay.downloads", "way", "delta");
        this.savedBytes = metrics.counter("patchbay.saved.bytes");
    }

    /**
     * The bytes went out to the last one.
     *
     * @param nonce of the link; 0 for one that works many times
     * @param address the receiver's
     */
    public void delivered(long release, BlobKey blob, long nonce, String address) {
        Known known = releases.get(release);
        if (known == null) return;
        long once = nonce != 0 ? nonce : pseudonyms.of(Network.of(address).text());
        if (!counted.add(Pseudonyms.both(Pseudonyms.both(release, once), blob.hashCode()))) return;
        Tally tally = tallies.of(release);
        if (tally == null) return;
        boolean byDelta = !known.fulls().contains(blob.sha256());
        tally.count(Measure.bound(Status.DOWNLOADED, byDelta));
        (byDelta ? deltas : fulls).increment();
        if (!byDelta) return;
        long saved = saved(known, blob);
        tally.count(Measure.BYTES_SAVED, saved);
        savedBytes.increment(saved);
    }

    private long saved(Known release, BlobKey delta) {
        long size = blobs.find(delta).map(Blob::size).orElse(release.size());
        return Math.max(0, release.size() - size);
    }
}
