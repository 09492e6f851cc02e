package dev.patchbay.storage;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One thread at a time for each blob of this process. Who wants another blob waits for nobody: a turn lasts as long as an
 * upload to a store elsewhere, and whoever waits was given time for his own bytes alone ({@link Patience}).
 */
final class BlobTurns {
    private final Map<BlobKey, Queue> queues = new ConcurrentHashMap<>();

    /** Ends with {@link #close}. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Those who have a blob's turn or wait for it.
     *
     * @param length how many they are; only one who is among them knows of the lock, so it goes with the last
     */
    private record Queue(ReentrantLock lock, int length) {
        Queue by(int more) {
            return new Queue(lock, length + more);
        }
    }

    /** Waits until nobody else has the blob's turn. */
    Turn take(BlobKey key) {
        Queue queue = queues.merge(key, new Queue(new ReentrantLock(), 1), (there, fresh) -> there.by(1));
        queue.lock().lock();
        return () -> {
            queue.lock().unlock();
            queues.computeIfPresent(key, (same, there) -> there.length() == 1 ? null : there.by(-1));
        };
    }

    /** Waits until everybody who had a turn when this began has given it back. */
    void awaitAll() {
        for (Queue queue : List.copyOf(queues.values())) {
            queue.lock().lock();
            queue.lock().unlock();
        }
    }

    /** Of how many blobs anybody has a turn or waits for it. */
    int blobs() {
        return queues.size();
    }
}
