package dev.patchbay.plan;

import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The job that looks at all plans: one for all nodes, and it goes on after a restart. */
@Configuration(proxyBeanMethods = false)
class PlanTasks {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    /** Before any delta, of which hundreds may wait. */
    private static final int FIRST = 20 * Priority.HIGH;

    @Bean
    RecurringTask<Void> advancePlans(PlanRunner runner) {
        return Tasks.recurring("advance-plans", FixedDelay.of(BETWEEN_LOOKS))
                .defaultPriority(FIRST)
                .execute((job, context) -> runner.run());
    }
}
