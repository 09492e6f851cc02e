package dev.patchbay.access;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A key as it is stored: everything but its text, of which only the hash is kept. */
@Entity
@Table(name = "api_keys")
class ApiKey {
    @Id
    private String id;

    private String name;

    @Enumerated(EnumType.STRING)
    private Role role;

    /** Names with a space between; none means all. */
    private String apps;

    private String hash;

    private @Nullable Instant expiresAt;

    private Instant createdAt;
    private String createdBy;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected ApiKey() {}

    ApiKey(String id, KeyHash hash, KeyGrant grant, Instant createdAt, String createdBy) {
        this.id = id;
        this.hash = hash.sha256();
        this.name = grant.name();
        this.role = grant.role();
        this.apps = String.join(" ", new TreeSet<>(grant.apps()));
        this.expiresAt = grant.expiresAt();
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    String id() {
        return id;
    }

    KeyHash hash() {
        return new KeyHash(hash);
    }

    KeyGrant grant() {
        return new KeyGrant(name, role, apps.isEmpty() ? Set.of() : Set.of(apps.split(" ")), expiresAt);
    }

    Instant createdAt() {
        return createdAt;
    }

    String createdBy() {
        return createdBy;
    }
}
