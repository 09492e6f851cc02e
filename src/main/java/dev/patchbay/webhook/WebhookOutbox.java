package dev.patchbay.webhook;

import dev.patchbay.release.Release;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes messages in, inside the transaction of what they tell of: both are there afterwards, or neither. Of each webhook it
 * keeps the latest messages only.
 */
@Component
class WebhookOutbox {
    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookJobs jobs;
    private final WebhookSettings settings;
    private final JsonMapper json;
    private final SecureRandom random;
    private final Clock clock;

    WebhookOutbox(
            Webhooks webhooks,
            Deliveries deliveries,
            WebhookJobs jobs,
            WebhookSettings settings,
            JsonMapper json,
            SecureRandom random,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.settings = settings;
        this.json = json;
        this.random = random;
        this.clock = clock;
    }

    /**
     * To every webhook that wants it.
     *
     * @param more further members of the message
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void tell(Topic topic, Release release, Map<String, ?> more) {
        List<Webhook> told = webhooks.toldOf(release.appName()).stream()
                .filter(webhook -> webhook.wants(topic))
                .toList();
        if (told.isEmpty()) return;
        Map<String, Object> members = new LinkedHashMap<>(Map.of("release", view(release)));
        members.putAll(more);
        String body = body(topic, release.appName(), members);
        told.forEach(webhook -> send(webhook, topic, body));
    }

    /** To one webhook, that it may show it is there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Delivery ping(Webhook webhook) {
        return send(webhook, Topic.PING, body(Topic.PING, webhook.appName().orElse(null), Map.of()));
    }

    /** The same message once more. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Delivery again(Delivery delivery) {
        delivery.again();
        jobs.order(delivery);
        return delivery;
    }

    private Delivery send(Webhook webhook, Topic topic, String body) {
        Delivery delivery = deliveries.save(new Delivery(webhook, topic, body, clock.instant()));
        deliveries.idsNewestFirst(webhook.getId(), PageRequest.of(settings.keep(), 1)).stream()
                .findFirst()
                .ifPresent(last -> deliveries.forget(webhook.getId(), last));
        jobs.order(delivery);
        return delivery;
    }

    private String body(Topic topic, @Nullable String app, Map<String, ?> members) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        Instant now = clock.instant();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", HexFormat.of().formatHex(id));
        body.put("event", topic.toString());
        body.put("at", now.toString());
        body.put("app", app);
        body.putAll(members);
        return json.writeValueAsString(body);
    }

    private static Map<String, Object> view(Release release) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", String.valueOf(release.id()));
        view.put("platform", release.platform().toString());
        view.put("version", release.version().toString());
        view.put("match", release.match().toString());
        view.put("jsVersion", release.jsVersion().hex());
        view.put("timestamp", release.timestamp());
        view.put("state", release.state().toString());
        view.put("rollout", release.audience().rollout().value());
        view.put("priority", release.priority().toString());
        view.put("notes", release.notes());
        return view;
    }
}
