package dev.patchbay.delta;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Orders the background jobs that make deltas; an order lives and dies with the transaction it is given in. */
@Component
class DeltaJobs {
    static final String BUILD = "build-delta";
    static final String PROBE = "probe-delta";

    /** Of two waiting jobs the one with the greater priority runs first; newest bases come first in an order. */
    private static final int FIRST = 1000;

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    DeltaJobs(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void order(List<Delta> deltas) {
        for (int i = 0; i < deltas.size(); i++) {
            Delta delta = deltas.get(i);
            String task = delta.base().isPresent() ? BUILD : PROBE;
            SchedulableInstance<?> job = new TaskInstance.Builder<Void>(task, String.valueOf(delta.id()))
                    .priority(Math.max(0, FIRST - i))
                    .scheduledTo(clock.instant());
            scheduler.getObject().scheduleIfNotExists(job);
        }
    }
}
