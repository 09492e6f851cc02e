package dev.patchbay.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.patchbay.release.RefusedField;
import java.security.Principal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks and their logs, for administrators. */
@RestController
@RequestMapping("/api/webhooks")
class WebhookController {
    private static final int MOST = 200;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookRegister register;

    WebhookController(Webhooks webhooks, Deliveries deliveries, WebhookRegister register) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.register = register;
    }

    /** What somebody wants to be told; without an app of all, without events of everything. */
    record NewWebhook(
            @Nullable String url,
            @Nullable String app,
            @Nullable List<@Nullable String> events) {
        Webhook.Subscription subscription() {
            if (url == null) throw new RefusedField("url", "is missing");
            try {
                Set<Topic> topics = EnumSet.noneOf(Topic.class);
                if (events == null || events.isEmpty()) topics.addAll(Topic.all());
                else for (String event : events) topics.add(Topic.of(Objects.requireNonNullElse(event, "")));
                return new Webhook.Subscription(Receiver.of(url), Optional.ofNullable(app), topics);
            } catch (IllegalArgumentException e) {
                String why = String.valueOf(e.getMessage());
                throw new RefusedField(why.startsWith("an event") ? "events" : "url", why);
            }
        }
    }

    /**
     * @param secret what its messages are signed with; shown when it is made and never again
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WebhookView(
            String id,
            String url,
            @Nullable String app,
            List<String> events,
            @Nullable String secret,
            Instant createdAt,
            String createdBy) {
        static WebhookView of(Webhook webhook, @Nullable String secret) {
            return new WebhookView(
                    webhook.getId(),
                    webhook.receiver().url().toString(),
                    webhook.appName().orElse(null),
                    webhook.events().stream().map(Topic::toString).toList(),
                    secret,
                    webhook.createdAt(),
                    webhook.createdBy());
        }
    }

    record WebhookList(List<WebhookView> items, @Nullable String next) {}

    /** A message and what became of it. */
    record DeliveryView(
            String id,
            String event,
            String state,
            int attempts,
            @Nullable Integer status,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant attemptedAt,
            String body) {
        static DeliveryView of(Delivery delivery) {
            return new DeliveryView(
                    String.valueOf(delivery.id()),
                    delivery.event(),
                    delivery.state(),
                    delivery.attempts(),
                    delivery.status().orElse(null),
                    delivery.error().orElse(null),
                    delivery.createdAt(),
                    delivery.attemptedAt().orElse(null),
                    delivery.body());
        }
    }

    record DeliveryList(List<DeliveryView> items, @Nullable String next) {}

    @GetMapping
    WebhookList list() {
        return new WebhookList(
                webhooks.newestFirst().stream()
                        .map(webhook -> WebhookView.of(webhook, null))
                        .toList(),
                null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WebhookView make(@RequestBody NewWebhook wanted, Principal by) {
        Webhook made = register.make(wanted.subscription(), by.getName());
        return WebhookView.of(made, made.secret());
    }

    @GetMapping("/{id}")
    WebhookView get(@PathVariable String id) {
        return WebhookView.of(register.find(id), null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id) {
        register.remove(id);
    }

    @GetMapping("/{id}/deliveries")
    DeliveryList log(
            @PathVariable String id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable Long after) {
        register.find(id);
        int size = Math.max(1, Math.min(limit, MOST));
        List<Delivery> found = deliveries.newest(id, after == null ? Long.MAX_VALUE : after, Limit.of(size + 1));
        List<DeliveryView> items =
                found.stream().limit(size).map(DeliveryView::of).toList();
        return new DeliveryList(items, found.size() > size ? items.get(size - 1).id() : null);
    }

    @PostMapping("/{id}/deliveries/{delivery}/redeliver")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView redeliver(@PathVariable String id, @PathVariable long delivery) {
        return DeliveryView.of(register.redeliver(id, delivery));
    }

    @PostMapping("/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView test(@PathVariable String id) {
        return DeliveryView.of(register.test(id));
    }
}
