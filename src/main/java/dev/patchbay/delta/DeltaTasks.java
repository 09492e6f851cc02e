package dev.patchbay.delta;

import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that make deltas, as the scheduler knows them: one for each delta, named by its id. */
@Configuration(proxyBeanMethods = false)
class DeltaTasks {
    private static final int ATTEMPTS = 5;

    @Bean
    OneTimeTask<Void> buildDelta(DeltaBuilder builder) {
        return Tasks.oneTime(DeltaJobs.BUILD)
                .onFailure(new MaxRetriesFailureHandler<>(
                        ATTEMPTS,
                        new ExponentialBackoffFailureHandler<>(Duration.ofSeconds(2)),
                        (complete, operations) -> {
                            builder.giveUp(Long.parseLong(
                                    complete.getExecution().taskInstance.getId()));
                            operations.stop();
                        }))
                .execute((job, context) -> builder.build(Long.parseLong(job.getId())));
    }

    /** The packager announces a release before its deltas exist, so the first answers are often "not there". */
    @Bean
    OneTimeTask<Void> probeDelta(RemoteDeltaProbe probe) {
        return Tasks.oneTime(DeltaJobs.PROBE)
                .onFailure(new ExponentialBackoffFailureHandler<>(Duration.ofSeconds(2), 1.6))
                .execute((job, context) -> probe.look(Long.parseLong(job.getId())));
    }
}
