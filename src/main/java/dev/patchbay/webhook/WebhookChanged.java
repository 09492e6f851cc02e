package dev.patchbay.webhook;

import dev.patchbay.release.Recorded;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A webhook was made or removed. */
record WebhookChanged(String action, @Nullable String app, String subject, Map<String, String> after)
        implements Recorded {
    static WebhookChanged made(Webhook webhook) {
        return new WebhookChanged(
                "webhook.made",
                webhook.appName().orElse(null),
                "webhook/" + webhook.getId(),
                Map.of(
                        "url",
                        webhook.receiver().url().toString(),
                        "events",
                        webhook.events().toString()));
    }

    static WebhookChanged removed(Webhook webhook) {
        return new WebhookChanged(
                "webhook.removed", webhook.appName().orElse(null), "webhook/" + webhook.getId(), Map.of());
    }
}
