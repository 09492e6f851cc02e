package dev.patchbay.delta;

import dev.patchbay.bsdiff.BsdiffEncoder;
import dev.patchbay.bsdiff.DeltaTooLarge;
import dev.patchbay.bsdiff.DeltaTooSlow;
import dev.patchbay.bsdiff.IndependentDecoder;
import dev.patchbay.bsdiff.Limits;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * Makes one delta: encodes it, applies it back with a decoder that shares no code with the encoder, compares the result
 * with the target's digest, and asks whether it is worth its bytes. Doing it again after a crash does no harm.
 */
@Component
class DeltaBuilder {
    private final DeltaDesk desk;
    private final BlobStore blobs;
    private final Spool spool;
    private final MemoryBudget budget;
    private final StockFull stockFull;
    private final DeltaSettings settings;
    private final Clock clock;

    DeltaBuilder(
            DeltaDesk desk,
            BlobStore blobs,
            Spool spool,
            MemoryBudget budget,
            StockFull stockFull,
            DeltaSettings settings,
            Clock clock) {
        this.desk = desk;
        this.blobs = blobs;
        this.spool = spool;
        this.budget = budget;
        this.stockFull = stockFull;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param stopping asked now and then
     * @throws dev.patchbay.bsdiff.DeltaStopped when the server stops
     */
    void build(Lease lease, long deltaId, BooleanSupplier stopping) throws IOException, InterruptedException {
        Optional<Delta> found = desk.waiting(deltaId);
        if (found.isEmpty() || desk.copyFinished(lease, found.get())) return;
        Delta delta = found.get();
        Optional<Blob> base = intact(delta.base());
        Optional<Blob> target = intact(delta.target());
        if (base.isEmpty() || target.isEmpty()) {
            desk.failed(
                    lease,
                    deltaId,
                    "the " + (base.isEmpty() ? "base" : "target") + " package's bytes are missing or damaged;"
                            + " upload the same file again to heal it");
            return;
        }
        build(lease, deltaId, base.get(), target.get(), stopping);
    }

    /** After the last attempt. */
    void giveUp(Lease lease, long deltaId) {
        desk.failed(lease, deltaId, "building it failed several times; the server's log says why");
    }

    private void build(Lease lease, long deltaId, Blob base, Blob target, BooleanSupplier stopping)
            throws IOException, InterruptedException {
        long memory = BsdiffEncoder.peakMemory(base.size(), target.size());
        if (!budget.allows(memory)) {
            desk.skipped(
                    lease,
                    deltaId,
                    null,
                    "it needs " + (memory >> 20) + " MB of memory; patchbay.delta.memory is less");
            return;
        }
        try (MemoryBudget.Share share = budget.take(memory);
                SpooledFile file = encode(base, target, memory, stopping)) {
            StockFull.Size full = stockFull.of(target);
            if (settings.worthIt(file.size(), full.bytes())) {
                desk.ready(lease, deltaId, file);
            } else {
                desk.skipped(lease, deltaId, file.size(), notWorthIt(file.size(), full));
            }
        } catch (DeltaTooSlow e) {
            desk.skipped(
                    lease,
                    deltaId,
                    null,
                    "it took longer than patchbay.delta.time-limit (" + settings.timeLimit() + ")");
        } catch (DeltaTooLarge e) {
            desk.skipped(lease, deltaId, null, "it needed more memory than planned");
        }
    }

    private String notWorthIt(long delta, StockFull.Size full) {
        return "not worth it: " + delta + " bytes of delta, and the full package is " + full.bytes() + " bytes"
                + (full.gzipped() ? " with gzip, which stock clients accept" : "")
                + "; patchbay.delta.min-saving is " + settings.minSaving() + " %";
    }

    private SpooledFile encode(Blob base, Blob target, long memory, BooleanSupplier stopping) throws IOException {
        byte[] old = bytes(base);
        byte[] fresh = bytes(target);
        Limits limits = new Limits(clock.instant().plus(settings.timeLimit()), memory, stopping);
        SpooledFile delta = spool.write(out -> new BsdiffEncoder(clock).encode(old, fresh, limits, out));
        boolean proven = false;
        try (SpooledFile applied =
                spool.write(out -> IndependentDecoder.apply(old, Files.readAllBytes(delta.path()), out))) {
            if (!applied.key().equals(target.key())) throw new WrongDelta(base.key(), target.key());
            proven = true;
            return delta;
        } finally {
            if (!proven) delta.close();
        }
    }

    private static byte[] bytes(Blob blob) throws IOException {
        try (InputStream in = blob.open()) {
            // readNBytes(int) gathers pieces before it puts them together, so that it has the package twice
            byte[] all = new byte[Math.toIntExact(blob.size())];
            if (in.readNBytes(all, 0, all.length) < all.length) throw new EOFException(blob.key() + " is too short");
            return all;
        }
    }

    private Optional<Blob> intact(Optional<BlobKey> key) {
        return key.filter(blobs::isIntact).flatMap(blobs::find);
    }

    /** The independent decoder made other bytes of the delta than the target's: a fault of the encoder. */
    private static final class WrongDelta extends RuntimeException {
        WrongDelta(BlobKey base, BlobKey target) {
            super("the delta from " + base + " does not lead to " + target);
        }
    }
}
