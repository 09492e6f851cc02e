package dev.patchbay.storage;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One thread at a time for each blob of this process; several blobs share a lock. */
final class BlobTurns {
    private static final int LOCKS = 64;

    private final List<Lock> locks =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

    /** Ends with {@link #close}. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until nobody else has the blob's turn. */
    Turn take(BlobKey key) {
        Lock lock = locks.get(Math.floorMod(key.hashCode(), LOCKS));
        lock.lock();
        return lock::unlock;
    }

    /** Waits until everybody who had a turn when this began has given it back. */
    void awaitAll() {
        for (Lock lock : locks) {
            lock.lock();
            lock.unlock();
        }
    }
}
