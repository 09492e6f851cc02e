package dev.patchbay.delta;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.patchbay.bsdiff.DeltaStopped;
import dev.patchbay.storage.StoreAway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that make deltas, as the scheduler knows them: one for each delta, named by its id. */
@Configuration(proxyBeanMethods = false)
class DeltaTasks {
    private static final int ATTEMPTS = 5;
    private static final Duration NEXT_TRY = Duration.ofSeconds(5);

    @Bean
    CustomTask<Void> buildDelta(DeltaBuilder builder, Clock clock) {
        return Tasks.custom(DeltaJobs.BUILD, Void.class)
                .onFailure(new MaxRetriesFailureHandler<>(
                        ATTEMPTS,
                        new ExponentialBackoffFailureHandler<>(Duration.ofSeconds(2)),
                        (complete, operations) -> {
                            Execution job = complete.getExecution();
                            builder.giveUp(Lease.of(job), Long.parseLong(job.getId()));
                            operations.stop();
                        }))
                .execute((job, context) -> build(builder, context, clock));
    }

    /** A server that stops gives its jobs back, to itself after the next start or to another; it is no failure. */
    @SuppressWarnings("UnusedException")
    private static CompletionHandler<Void> build(DeltaBuilder builder, ExecutionContext context, Clock clock) {
        Execution job = context.getExecution();
        CompletionHandler<Void> givenBack = (complete, operations) -> operations.reschedule(complete, clock.instant());
        try {
            builder.build(
                    Lease.of(job),
                    Long.parseLong(job.getId()),
                    () -> context.getSchedulerState().isShuttingDown());
            return new OnCompleteRemove<>();
        } catch (DeltaStopped | InterruptedException e) {
            // not interrupted any more: what is written next would have H2 close its file for everybody
            return givenBack;
        } catch (StoreAway e) {
            return comeAgain(NEXT_TRY); // an outage, however long, is no fault of the delta's
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The packager announces a release before its deltas exist, so "not there yet" is an answer and no failure. */
    @Bean
    CustomTask<Void> probeDelta(RemoteDeltaProbe probe) {
        return Tasks.custom(DeltaJobs.PROBE, Void.class)
                .onFailure(new ExponentialBackoffFailureHandler<>(Duration.ofSeconds(2)))
                .execute((job, context) -> probe.look(Lease.of(context.getExecution()), Long.parseLong(job.getId()))
                        .map(DeltaTasks::comeAgain)
                        .orElse((complete, operations) -> operations.remove()));
    }

    /** One for all nodes; each start looks as well. */
    @Bean
    RecurringTask<Void> orderLostJobs(LostJobs lost) {
        return Tasks.recurring("order-lost-jobs", FixedDelay.ofMinutes(10))
                .defaultPriority(Priority.HIGH)
                .execute((job, context) -> lost.orderAgain());
    }

    private static CompletionHandler<Void> comeAgain(Duration wait) {
        return (complete, operations) ->
                operations.reschedule(complete, complete.getTimeDone().plus(wait));
    }
}
