package dev.patchbay.access;

import dev.patchbay.access.WatchedProcessor.Waiting;
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

    /** For how long the rest of a refused body is taken in so that its sender gets to read the refusal. */
    private static final Duration REST = Duration.ofMinutes(1);

    private final Duration patience;
    private final long slowest;

    Watch(Duration patience, DataSize slowest) {
        this.patience = patience;
        this.slowest = slowest.toBytes();
    }

    void look(WatchedProcessor processor) {
        Waiting waiting = processor.waiting();
        Progress progress = processor.progress();
        long credit = slowest * patience.toSeconds();
        progress.follow(processor, credit + (waiting == Waiting.FOR_THE_READER ? PIECE : 0));
        long step = progress.step(processor);
        boolean over = switch (waiting) {
            case NOT -> false;
            case FOR_THE_HEAD -> isLate(processor);
            case FOR_THE_BODY -> progress.isSpent(step, slowest, credit);
            case FOR_THE_REST -> progress.resting() >= REST.toSeconds();
            case FOR_THE_READER ->
                progress.stalled(processor) >= patience.toSeconds() || progress.isSpent(step, slowest, credit + PIECE);
        };
        if (over) processor.cut(waiting);
    }

    private boolean isLate(WatchedProcessor processor) {
        long begin = processor.begin();
        return begin >= 0 && System.nanoTime() - begin > patience.toNanos();
    }
}
