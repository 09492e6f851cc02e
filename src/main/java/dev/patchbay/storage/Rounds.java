package dev.patchbay.storage;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How something elsewhere is watched: again and again, and with questions that may hang while whoever asks does not. */
final class Rounds {
    private static final long STANDSTILL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String name;
    private final long patienceMillis;
    private volatile @Nullable ScheduledExecutorService timer;

    /**
     * @param name of the threads
     * @param patienceMillis how long an answer may take
     */
    Rounds(String name, long patienceMillis) {
        this.name = name;
        this.patienceMillis = patienceMillis;
    }

    /** One that does not keep the server from ending. */
    static Thread thread(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Waits for an answer, for so long and no longer; once more where the process itself stood still meanwhile.
     *
     * @param note told null when there is one, and otherwise why not; told nothing when the wait is interrupted
     */
    void await(CompletableFuture<Void> question, Consumer<@Nullable Throwable> note) {
        try {
            answer(question);
            note.accept(null);
        } catch (ExecutionException e) {
            note.accept(e.getCause());
        } catch (TimeoutException e) {
            note.accept(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Who wakes much later than asked for was held up with all others here, and the silence is nobody's else. */
    private void answer(CompletableFuture<Void> question)
            throws InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        try {
            question.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (System.nanoTime() - end < STANDSTILL_NANOS) throw e;
            question.get(patienceMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** What is done again and again, with a pause before each time. */
    record Round(Runnable act, long pauseMillis) {}

    /** None waits for another. */
    void begin(Round... all) {
        ScheduledExecutorService fresh = Executors.newScheduledThreadPool(all.length, work -> thread(work, name));
        for (Round one : all) {
            fresh.scheduleWithFixedDelay(one.act(), one.pauseMillis(), one.pauseMillis(), TimeUnit.MILLISECONDS);
        }
        timer = fresh;
    }

    /** What is being done is interrupted. They may begin once more. */
    void end() {
        ScheduledExecutorService last = timer;
        timer = null;
        if (last != null) last.shutdownNow();
    }

    boolean areMade() {
        return timer != null;
    }
}
