package dev.patchbay.webhook;

import com.github.kagkarlsson.scheduler.task.FailureHandler.ExponentialBackoffFailureHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler.MaxRetriesFailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The jobs that deliver messages, as the scheduler knows them: one for each message, named by its id. */
@Configuration(proxyBeanMethods = false)
class WebhookTasks {
    private static final double LONGER_EACH_TIME = 2;

    @Bean
    OneTimeTask<Void> deliverWebhook(WebhookDeliverer deliverer, WebhookSettings settings) {
        return Tasks.oneTime(WebhookJobs.DELIVER)
                .onFailure(new MaxRetriesFailureHandler<>(
                        settings.attempts() - 1,
                        new ExponentialBackoffFailureHandler<>(settings.firstRetry(), LONGER_EACH_TIME),
                        (complete, operations) -> {
                            deliverer.giveUp(Long.parseLong(
                                    complete.getExecution().taskInstance.getId()));
                            operations.stop();
                        }))
                .execute((job, context) -> deliverer.deliver(Long.parseLong(job.getId())));
    }
}
