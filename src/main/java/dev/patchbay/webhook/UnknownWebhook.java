package dev.patchbay.webhook;

/** There is no webhook, or no message, of that id. */
public class UnknownWebhook extends RuntimeException {
    UnknownWebhook(String message) {
        super(message);
    }
}
