package dev.patchbay.webhook;

import dev.patchbay.release.Apps;
import dev.patchbay.release.RefusedField;
import dev.patchbay.storage.Durability;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes and removes webhooks, and sends to one of them on demand. */
@Component
class WebhookRegister {
    private static final int MOST = 50;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookOutbox outbox;
    private final WebhookSender sender;
    private final Apps apps;
    private final ApplicationEventPublisher events;
    private final Durability durability;
    private final SecureRandom random;
    private final Clock clock;
    private final TransactionTemplate transaction;

    WebhookRegister(
            Webhooks webhooks,
            Deliveries deliveries,
            WebhookOutbox outbox,
            WebhookSender sender,
            Apps apps,
            ApplicationEventPublisher events,
            Durability durability,
            SecureRandom random,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.sender = sender;
        this.apps = apps;
        this.events = events;
        this.durability = durability;
        this.random = random;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * @throws RefusedField when the receiver may not be called, or there is no such app
     */
    Webhook make(Webhook.Subscription wanted, String by) {
        try {
            sender.check(wanted.receiver());
        } catch (IllegalArgumentException e) {
            throw new RefusedField("url", String.valueOf(e.getMessage()));
        }
        return change(() -> {
            if (wanted.app().isPresent() && !apps.existsByName(wanted.app().get())) {
                throw new RefusedField("app", "there is no app of that name; leave it out to be told of all");
            }
            if (webhooks.count() >= MOST) {
                throw new RefusedField("url", "there are " + MOST + " webhooks already; remove one first");
            }
            Webhook made = webhooks.save(new Webhook(hex(8), wanted, "whsec_" + hex(24), clock.instant(), by));
            events.publishEvent(WebhookChanged.made(made));
            return made;
        });
    }

    void remove(String id) {
        change(() -> {
            Webhook webhook = find(id);
            deliveries.forgetAll(id);
            webhooks.delete(webhook);
            events.publishEvent(WebhookChanged.removed(webhook));
            return webhook;
        });
    }

    Delivery test(String id) {
        return change(() -> outbox.ping(find(id)));
    }

    Delivery redeliver(String id, long deliveryId) {
        return change(() -> outbox.again(deliveries
                .findByIdAndWebhookId(deliveryId, id)
                .orElseThrow(() -> new UnknownWebhook("This webhook has no message of that id in its log."))));
    }

    Webhook find(String id) {
        return webhooks.findById(id).orElseThrow(() -> new UnknownWebhook("There is no webhook of that id."));
    }

    private <T> T change(Supplier<T> change) {
        T result = transaction.execute(status -> change.get());
        durability.secure();
        return result;
    }

    private String hex(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }
}
