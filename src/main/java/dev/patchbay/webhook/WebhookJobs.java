package dev.patchbay.webhook;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Orders the jobs that deliver messages; an order lives and dies with the transaction it is given in. */
@Component
class WebhookJobs {
    static final String DELIVER = "deliver-webhook";

    /** Before any delta, of which hundreds may wait. */
    private static final int FIRST = 15 * Priority.HIGH;

    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    WebhookJobs(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    void order(Delivery delivery) {
        String id = String.valueOf(delivery.id());
        SchedulableInstance<?> job =
                new TaskInstance.Builder<Void>(DELIVER, id).priority(FIRST).scheduledTo(clock.instant());
        if (!scheduler.getObject().scheduleIfNotExists(job)) {
            scheduler.getObject().reschedule(TaskInstanceId.of(DELIVER, id), clock.instant());
        }
    }
}
