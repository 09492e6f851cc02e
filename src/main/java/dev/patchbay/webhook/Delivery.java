package dev.patchbay.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One message to one webhook, and what became of it. */
@Entity
@Table(name = "webhook_deliveries")
class Delivery {
    static final String PENDING = "pending";
    private static final String DELIVERED = "delivered";
    private static final String FAILED = "failed";
    private static final int MAX_ERROR = 300;

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "webhook_deliveries_seq")
    @SequenceGenerator(name = "webhook_deliveries_seq", allocationSize = 1)
    private @Nullable Long id;

    @Version
    private long rowVersion;

    @Column(updatable = false)
    private String webhookId;

    @Column(updatable = false)
    private String event;

    @Column(updatable = false)
    private String body;

    private String state;
    private int attempts;
    private @Nullable Integer status;
    private @Nullable String error;

    @Column(updatable = false)
    private Instant createdAt;

    private @Nullable Instant attemptedAt;

    @SuppressWarnings("NullAway.Init")
    protected Delivery() {}

    Delivery(Webhook webhook, Topic topic, String body, Instant now) {
        this.webhookId = webhook.getId();
        this.event = topic.toString();
        this.body = body;
        this.state = PENDING;
        this.createdAt = now;
    }

    /** One by a node that stood still meanwhile may be heard of last; what was delivered stays so. */
    void attempted(WebhookSender.Result result, Instant now) {
        attempts++;
        if (state.equals(DELIVERED) && !result.delivered()) return;
        attemptedAt = now;
        status = result.status();
        error = result.error();
        if (error != null && error.length() > MAX_ERROR) error = error.substring(0, MAX_ERROR);
        if (result.delivered()) state = DELIVERED;
    }

    void giveUp() {
        if (state.equals(PENDING)) state = FAILED;
    }

    void again() {
        state = PENDING;
    }

    long id() {
        if (id == null) throw new IllegalStateException("not saved yet");
        return id;
    }

    String webhookId() {
        return webhookId;
    }

    String event() {
        return event;
    }

    /** JSON. */
    String body() {
        return body;
    }

    /** pending, delivered or failed. */
    String state() {
        return state;
    }

    int attempts() {
        return attempts;
    }

    /** What the receiver last answered; empty when it did not. */
    Optional<Integer> status() {
        return Optional.ofNullable(status);
    }

    /** What went wrong last. */
    Optional<String> error() {
        return Optional.ofNullable(error);
    }

    Instant createdAt() {
        return createdAt;
    }

    Optional<Instant> attemptedAt() {
        return Optional.ofNullable(attemptedAt);
    }
}
