package dev.patchbay.storage;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a blob looked at that nothing is known of, or nothing new, once for all who ask at the same time: after a start, all who
 * want a popular one come at once. Nobody waits longer than {@link #PATIENCE_MILLIS}, and when one look has failed nobody waits
 * for the next {@link #PAUSE_MILLIS}.
 */
final class FirstLooks {
    private static final Logger log = LoggerFactory.getLogger(FirstLooks.class);

    private static final long PATIENCE_MILLIS = 1000;
    private static final long PAUSE_MILLIS = 2000;
    private static final int THREADS = 8;
    private static final int WAITING = 10_000;

    private final Eye eye;
    private final Map<BlobKey, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;
    private volatile long notBefore = System.nanoTime();

    FirstLooks(Eye eye) {
        this.eye = eye;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING), FirstLooks::thread);
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** What looks. */
    @FunctionalInterface
    interface Eye {
        void look(BlobKey key) throws IOException;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "scheduling-first-look");
        thread.setDaemon(true);
        return thread;
    }

    /** Returns when it was looked at, or could not be. */
    void await(BlobKey key) {
        if (System.nanoTime() - notBefore < 0) return;
        try {
            soon(key).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("Blob {} could not be looked at; it counts as intact for now", key, e);
            notBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        }
    }

    /** Waits for nothing. */
    CompletableFuture<Void> soon(BlobKey key) {
        CompletableFuture<Void> fresh = new CompletableFuture<>();
        CompletableFuture<Void> other = underWay.putIfAbsent(key, fresh);
        if (other != null) return other;
        try {
            threads.execute(() -> look(key, fresh));
        } catch (RejectedExecutionException | Error e) { // an Error when no thread can be had
            underWay.remove(key);
            fresh.completeExceptionally(e);
        }
        return fresh;
    }

    /** In any case there is an end, or nobody would look at that blob again. */
    private void look(BlobKey key, CompletableFuture<Void> asked) {
        try {
            try {
                eye.look(key);
            } finally {
                underWay.remove(key);
            }
            asked.complete(null);
        } catch (Throwable e) {
            asked.completeExceptionally(e);
        }
    }

    void close() {
        threads.shutdownNow();
    }
}
