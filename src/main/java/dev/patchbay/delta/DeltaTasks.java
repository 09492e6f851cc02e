package dev.patchbay.delta;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.IOException;
import java.io.UncheckedIOException;
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
                .execute((job, context) -> run(() -> builder.build(Long.parseLong(job.getId()))));
    }

    /** The packager announces a release before its deltas exist, so "not there yet" is an answer and no failure. */
    @Bean
    CustomTask<Void> probeDelta(RemoteDeltaProbe probe) {
        return Tasks.custom(DeltaJobs.PROBE, Void.class)
                .onFailure(new ExponentialBackoffFailureHandler<>(Duration.ofSeconds(2)))
                .execute((job, context) -> probe.look(Long.parseLong(job.getId()))
                        .map(DeltaTasks::comeAgain)
                        .orElse((complete, operations) -> operations.remove()));
    }

    private static CompletionHandler<Void> comeAgain(Duration wait) {
        return (complete, operations) ->
                operations.reschedule(complete, complete.getTimeDone().plus(wait));
    }

    /** A step of a job; the scheduler repeats the job when it fails. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private static void run(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped by the server's end; the job is repeated after the next start", e);
        }
    }
}
