package dev.patchbay.manage;

import dev.patchbay.delta.DeltaState;
import dev.patchbay.delta.Deltas;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what background jobs still have to build, for all apps together. */
@RestController
class BacklogController {
    private final Deltas deltas;

    BacklogController(Deltas deltas) {
        this.deltas = deltas;
    }

    /**
     * How many deltas there are in which state.
     *
     * @param waitingSince since when the one that waits longest does; null when none waits
     */
    record Backlog(long pending, @Nullable Instant waitingSince, long ready, long skipped, long failed) {}

    @GetMapping("/api/backlog")
    Backlog backlog() {
        return new Backlog(
                count(DeltaState.PENDING),
                deltas.oldestPending().orElse(null),
                count(DeltaState.READY),
                count(DeltaState.SKIPPED),
                count(DeltaState.FAILED));
    }

    private long count(DeltaState state) {
        return deltas.countByState(state.toString());
    }
}
