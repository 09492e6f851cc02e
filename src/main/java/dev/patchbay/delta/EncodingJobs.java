package dev.patchbay.delta;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Orders the background jobs that code packages; an order lives and dies with the transaction it is given in. */
@Component
class EncodingJobs {
    /** Over in a moment. */
    static final String QUICK = "encode-quickly";

    /** Takes a second or more for each megabyte. */
    static final String SLOW = "encode-slowly";

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    EncodingJobs(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void order(Encoding encoding) {
        String task = encoding.coding() == Coding.GZIP ? QUICK : SLOW;
        scheduler
                .getObject()
                .scheduleIfNotExists(new TaskInstance.Builder<Void>(task, String.valueOf(encoding.id()))
                        .priority(priority(encoding.coding()))
                        .scheduledTo(clock.instant()));
    }

    /**
     * Gzip takes a moment and deltas are compared with it, so it comes before them (see {@link DeltaJobs}). The others
     * take long and come after: the smallest first.
     */
    private static int priority(Coding coding) {
        return switch (coding) {
            case GZIP -> 2000;
            case BR -> -1;
            case ZSTD -> -2;
        };
    }
}
