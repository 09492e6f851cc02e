package dev.patchbay.retention;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Slows a reader down to so many bytes a second, whatever it reads them from. */
final class Pace implements LongConsumer {
    private final long bytesPerSecond;
    private long begin = System.nanoTime();
    private long read;

    Pace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /**
     * @throws Stopped when the thread is interrupted
     */
    @Override
    public void accept(long bytes) {
        read += bytes;
        long due = begin + (long) (read * (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond);
        long early = due - System.nanoTime();
        try {
            if (early > TimeUnit.MILLISECONDS.toNanos(10)) TimeUnit.NANOSECONDS.sleep(early);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
        if (Thread.currentThread().isInterrupted()) throw new Stopped();
        // what was not read while there was nothing to read is not made up for
        if (early < -TimeUnit.SECONDS.toNanos(1)) {
            begin = System.nanoTime();
            read = 0;
        }
    }

    /** The server stops. */
    static final class Stopped extends RuntimeException {}
}
