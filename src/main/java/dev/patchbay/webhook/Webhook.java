package dev.patchbay.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** Someone who is told. The secret is kept as it is: each message is signed with it, so a hash would be of no use. */
@Entity
@Table(name = "webhooks")
class Webhook implements Persistable<String> {
    @Id
    private String id;

    private String url;

    @Column(updatable = false)
    private @Nullable String appName;

    private String events;
    private String secret;

    @Column(updatable = false)
    private Instant createdAt;

    @Column(updatable = false)
    private String createdBy;

    @Transient
    private boolean isNew;

    @SuppressWarnings("NullAway.Init")
    protected Webhook() {}

    Webhook(String id, Subscription wanted, String secret, Instant createdAt, String createdBy) {
        this.id = id;
        this.url = wanted.receiver().url().toString();
        this.appName = wanted.app().orElse(null);
        this.events = wanted.events().stream().map(Topic::toString).collect(Collectors.joining(" "));
        this.secret = secret;
        this.createdAt = createdAt;
        this.createdBy = createdBy;
        this.isNew = true;
    }

    /**
     * What somebody wants to be told.
     *
     * @param app empty for all
     */
    record Subscription(Receiver receiver, Optional<String> app, Set<Topic> events) {}

    boolean wants(Topic topic) {
        return topic == Topic.PING || events().contains(topic);
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    Receiver receiver() {
        return Receiver.of(url);
    }

    /** The only app it is told of; empty for all. */
    Optional<String> appName() {
        return Optional.ofNullable(appName);
    }

    Set<Topic> events() {
        return Topic.ofText(events);
    }

    String secret() {
        return secret;
    }

    Instant createdAt() {
        return createdAt;
    }

    String createdBy() {
        return createdBy;
    }
}
