package dev.patchbay.move;

import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Copies blobs to another store, several at once. What the target has with the right bytes already is left alone, so another
 * try goes on where one was interrupted.
 */
final class BlobCarrier {
    private final BlobStore from;
    private final BlobStore to;
    private final Spool spool;
    private final MoveProgress progress;
    private final Tally tally = new Tally();

    /** @param spool where the target's store takes its files from */
    BlobCarrier(BlobStore from, BlobStore to, Spool spool, MoveProgress progress) {
        this.from = from;
        this.to = to;
        this.spool = spool;
        this.progress = progress;
    }

    private static final class Tally {
        private int carried;
        private int alreadyThere;
        private long bytes;
        private final List<String> left = new ArrayList<>();
    }

    /** A store that does not take or give what it should. */
    private static MoveStopped refusedByTarget(BlobKey key, IOException e) {
        return new TargetAway(
                "The target's store does not take the file " + key + ": " + e.getMessage()
                        + "; what it has is kept, run this again.",
                e);
    }

    /**
     * @param parallel how many at once
     * @param skipDamaged whether those whose bytes are damaged or missing are left out; else the first stops everything
     */
    MoveSummary.Blobs carry(Collection<BlobKey> keys, int parallel, boolean skipDamaged) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (BlobKey key : keys) {
                all.add(threads.submit(() -> {
                    carry(key, keys.size(), skipDamaged);
                    return null;
                }));
            }
            for (Future<?> one : all) await(one);
        } finally {
            threads.shutdownNow();
            settle(threads);
        }
        tally.left.sort(null);
        return new MoveSummary.Blobs(tally.carried, tally.alreadyThere, tally.bytes, tally.left);
    }

    private void carry(BlobKey key, int of, boolean skipDamaged) throws IOException {
        Optional<Blob> source = from.find(key);
        long size = source.map(Blob::size).orElse(0L);
        if (isThere(key)) {
            done(of, size, false);
            return;
        }
        if (source.isEmpty() || !copy(source.get())) {
            if (!skipDamaged)
                throw damaged(key, source.isEmpty() ? "is missing" : "has other bytes than its name says");
            leave(key, of);
            return;
        }
        done(of, size, true);
    }

    /** Checks may take for intact what cannot be looked at; a touch looks, or fails. */
    private boolean isThere(BlobKey key) throws IOException {
        return to.touch(key);
    }

    /** False when what is read is not what the name says; nothing is written to the target then. */
    private boolean copy(Blob source) throws IOException {
        try (InputStream in = source.open();
                SpooledFile read = spool.spool(in)) {
            if (!read.key().equals(source.key())) return false;
            place(read);
        }
        return true;
    }

    private void place(SpooledFile read) {
        try {
            to.place(read);
            long size = to.find(read.key()).map(Blob::size).orElse(-1L);
            if (size != read.size() || !isThere(read.key())) throw new IOException("it arrived with other bytes");
        } catch (IOException e) {
            throw refusedByTarget(read.key(), e);
        }
    }

    private static MoveStopped damaged(BlobKey key, String how) {
        return new MoveStopped("The stored file " + key + " " + how + ". Upload its package to the old server again and"
                + " stop that, or bring the file from a backup; or leave such files out with --skip-damaged.");
    }

    private synchronized void done(int of, long size, boolean carried) {
        if (carried) tally.carried++;
        else tally.alreadyThere++;
        tally.bytes += size;
        report(of);
    }

    private synchronized void leave(BlobKey key, int of) {
        tally.left.add(key.sha256());
        report(of);
    }

    private void report(int of) {
        progress.carried(tally.carried + tally.alreadyThere + tally.left.size(), of, tally.bytes);
    }

    private static void await(Future<?> one) throws IOException {
        try {
            one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) throw io;
            if (e.getCause() instanceof RuntimeException fault) throw fault;
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Nothing of ours is written any more when the caller goes on. */
    private static void settle(ExecutorService threads) {
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
