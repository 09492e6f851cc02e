package dev.patchbay.access;

import dev.patchbay.access.WatchedProcessor.Waiting;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * Looks at a request once a second and cuts its connection when the client is to blame for that it lasts: when the head
 * takes too long, when a body or an answer stands still or moves more slowly than allowed. Time that the server takes
 * never counts.
 */
final class Watch {
    /** An answer is handed to the socket in pieces of up to this size, and is seen to move only after each. */
    private static final long PIECE = 64 * 1024;

    /** So many patiences the rest of a refused body is taken in for, so that its sender gets to read the refusal. */
    private static final int RESTS = 3;

    private final Duration patience;
    private final long slowest;
    private final Counter cuts;

    /**
     * @param cuts counts the requests that were cut
     */
    Watch(Duration patience, DataSize slowest, Counter cuts) {
        this.patience = patience;
        this.slowest = slowest.toBytes();
        this.cuts = cuts;
    }

    /** The same watch with little patience. */
    Watch hurried() {
        Duration little = patience.dividedBy(5);
        return new Watch(little.toSeconds() < 1 ? Duration.ofSeconds(1) : little, DataSize.ofBytes(slowest), cuts);
    }

    void look(WatchedProcessor processor) {
        Waiting waiting = processor.waiting();
        Progress progress = processor.progress();
        long credit = slowest * patience.toSeconds();
        progress.follow(processor, credit + PIECE);
        if (!isOver(waiting, processor, credit)) return;
        if (progress.endsNow()) cuts.increment();
        processor.cut(waiting);
    }

    private boolean isOver(Waiting waiting, WatchedProcessor processor, long credit) {
        Progress progress = processor.progress();
        long step = progress.step(processor);
        return switch (waiting) {
            case NOT -> false;
            case FOR_THE_HEAD -> isLate(processor);
            case FOR_THE_BODY -> progress.isSpent(step, slowest, credit);
            case FOR_THE_REST -> progress.resting() >= RESTS * patience.toSeconds();
            case FOR_THE_READER ->
                progress.stalled(processor) >= patience.toSeconds() || progress.isSpent(step, slowest, credit + PIECE);
        };
    }

    private boolean isLate(WatchedProcessor processor) {
        long begin = processor.begin();
        return begin >= 0 && System.nanoTime() - begin > patience.toNanos();
    }
}
