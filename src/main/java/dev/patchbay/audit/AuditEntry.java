package dev.patchbay.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** One change: who, when, from where, what, before and after; and the hash that ties it to all entries before it. */
@Entity
@Table(name = "audit_entries")
class AuditEntry implements Persistable<Long> {
    /** Ends each field of the hashed text; no field holds it. */
    private static final char END = '\u001f';

    @Id
    private Long id;

    private Instant at;
    private String actor;
    private @Nullable String keyId;
    private @Nullable String address;
    private String action;
    private @Nullable String appName;
    private String subject;

    @Column(name = "before")
    private String before;

    @Column(name = "after")
    private String after;

    private String hash;

    @Transient
    private boolean isNew;

    @SuppressWarnings("NullAway.Init")
    protected AuditEntry() {}

    AuditEntry(long id, Instant at, Actor who, Act act, String before, String after, String previousHash) {
        this.id = id;
        this.at = at;
        this.actor = who.name();
        this.keyId = who.keyId();
        this.address = who.address();
        this.action = act.action();
        this.appName = act.app();
        this.subject = act.subject();
        this.before = before;
        this.after = after;
        this.hash = hashAfter(previousHash);
        this.isNew = true;
    }

    /** Who acted: a key by name and id, and the address the request came from; null outside of requests. */
    record Actor(
            String name, @Nullable String keyId, @Nullable String address) {}

    /** What was done to what; the app is null for what belongs to no app. */
    record Act(String action, @Nullable String app, String subject) {}

    /** SHA-256 over the previous entry's hash and all fields, each ended by a unit separator; hex. */
    String hashAfter(String previousHash) {
        StringBuilder text = new StringBuilder(previousHash).append(END);
        for (Object field :
                new Object[] {id, at.toEpochMilli(), actor, keyId, address, action, appName, subject, before, after}) {
            // an absent field differs from an empty one
            text.append(field == null ? "-" : "+" + field).append(END);
        }
        return DigestUtils.sha256Hex(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Long getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    Instant at() {
        return at;
    }

    String actor() {
        return actor;
    }

    Optional<String> keyId() {
        return Optional.ofNullable(keyId);
    }

    Optional<String> address() {
        return Optional.ofNullable(address);
    }

    String action() {
        return action;
    }

    Optional<String> appName() {
        return Optional.ofNullable(appName);
    }

    String subject() {
        return subject;
    }

    /** A JSON object of texts. */
    String before() {
        return before;
    }

    /** A JSON object of texts. */
    String after() {
        return after;
    }

    String hash() {
        return hash;
    }
}
