package dev.patchbay.webhook;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Delivers one message and writes down what came of it; no transaction is open while the receiver is waited for. */
@Component
class WebhookDeliverer {
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookSender sender;
    private final Clock clock;
    private final TransactionTemplate transaction;

    WebhookDeliverer(
            Webhooks webhooks,
            Deliveries deliveries,
            WebhookSender sender,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.sender = sender;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @throws NotDelivered so that the scheduler comes again
     */
    void deliver(long id) {
        Optional<Delivery> delivery = deliveries.findById(id);
        Optional<Webhook> webhook = delivery.flatMap(found -> webhooks.findById(found.webhookId()));
        if (webhook.isEmpty()) return;
        WebhookSender.Result result = sender.send(webhook.get(), delivery.get());
        note(id, message -> message.attempted(result, clock.instant()));
        if (!result.delivered()) throw new NotDelivered(id);
    }

    /** After the last attempt. */
    void giveUp(long id) {
        note(id, Delivery::giveUp);
    }

    private void note(long id, Consumer<Delivery> change) {
        transaction.executeWithoutResult(status -> deliveries.findById(id).ifPresent(change));
    }

    private static final class NotDelivered extends RuntimeException {
        NotDelivered(long id) {
            super("message " + id + " was not delivered; its log entry says why");
        }
    }
}
