package dev.patchbay.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param allowPrivateAddresses whether a receiver may have a private address
 * @param timeout for one attempt, from connecting to the answer's status
 * @param attempts how often a message is tried before it is given up
 * @param firstRetry the pause after the first failed attempt; each further one is twice as long
 * @param keep how many messages the log of a webhook holds
 */
@ConfigurationProperties("patchbay.webhook")
record WebhookSettings(
        @DefaultValue("false") boolean allowPrivateAddresses,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("14") int attempts,
        @DefaultValue("5s") Duration firstRetry,
        @DefaultValue("500") int keep) {
    WebhookSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("patchbay.webhook.timeout: write a duration such as 10s");
        }
        if (firstRetry.isNegative() || firstRetry.isZero()) {
            throw new IllegalArgumentException("patchbay.webhook.first-retry: write a duration such as 5s");
        }
        if (attempts < 1 || attempts > 30)
            throw new IllegalArgumentException("patchbay.webhook.attempts: write 1 to 30");
        if (keep < 1)
            throw new IllegalArgumentException("patchbay.webhook.keep: write a number of messages, at least 1");
    }
}
