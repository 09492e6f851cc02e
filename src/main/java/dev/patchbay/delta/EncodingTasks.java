package dev.patchbay.delta;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.patchbay.storage.StoreAway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The jobs that code packages, as the scheduler knows them. Of the slow ones a server does one at a time, so that a
 * thread is left for deltas, which devices wait for more.
 */
@Configuration(proxyBeanMethods = false)
class EncodingTasks {
    private static final int ATTEMPTS = 5;
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    @Bean
    Task<Void> encodeQuickly(EncodingBuilder builder, EncodingSettings settings, Clock clock) {
        return task(EncodingJobs.QUICK, builder, settings, clock, new Semaphore(Integer.MAX_VALUE));
    }

    @Bean
    Task<Void> encodeSlowly(EncodingBuilder builder, EncodingSettings settings, Clock clock) {
        return task(EncodingJobs.SLOW, builder, settings, clock, new Semaphore(1));
    }

    private static Task<Void> task(
            String name, EncodingBuilder builder, EncodingSettings settings, Clock clock, Semaphore turns) {
        return Tasks.custom(name, Void.class)
                .onFailure(new MaxRetriesFailureHandler<>(
                        ATTEMPTS,
                        new ExponentialBackoffFailureHandler<>(Duration.ofSeconds(2)),
                        (complete, operations) -> {
                            Execution job = complete.getExecution();
                            builder.giveUp(Lease.of(job), Long.parseLong(job.getId()));
                            operations.stop();
                        }))
                .execute((job, context) -> {
                    if (!turns.tryAcquire()) return later(clock);
                    try {
                        return run(builder, context.getExecution(), brake(settings, clock, context), clock);
                    } finally {
                        turns.release();
                    }
                });
    }

    private static Brake brake(EncodingSettings settings, Clock clock, ExecutionContext context) {
        return new Brake(
                clock,
                clock.instant().plus(settings.timeLimit()),
                () -> context.getSchedulerState().isShuttingDown());
    }

    @SuppressWarnings("UnusedException")
    private static CompletionHandler<Void> run(EncodingBuilder builder, Execution job, Brake brake, Clock clock) {
        try {
            builder.build(Lease.of(job), Long.parseLong(job.getId()), brake);
            return new OnCompleteRemove<>();
        } catch (EncodingStopped | StoreAway | InterruptedException e) {
            // not interrupted any more: what is written next would have H2 close its file for everybody
            return later(clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletionHandler<Void> later(Clock clock) {
        return (complete, operations) ->
                operations.reschedule(complete, clock.instant().plus(NEXT_TRY));
    }
}
