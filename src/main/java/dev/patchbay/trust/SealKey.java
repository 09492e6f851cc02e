package dev.patchbay.trust;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/** A version of an app's key. Its row stays when it is retired, so that no version is ever given twice. */
@Entity
@Table(name = "seal_keys")
public class SealKey implements Persistable<String> {
    @Id
    private String id;

    @Column(updatable = false)
    private String appName;

    @Column(updatable = false)
    private int keyVersion;

    private @Nullable String wrappedKey;

    @Column(updatable = false)
    private Instant createdAt;

    @Column(updatable = false)
    private String createdBy;

    private @Nullable Instant retiredAt;

    @Transient
    private boolean isNew;

    @SuppressWarnings("NullAway.Init")
    protected SealKey() {}

    SealKey(String appName, AppKey key, SealSecret secret, Instant createdAt, String createdBy) {
        this.id = appName + '/' + key.version();
        this.appName = appName;
        this.keyVersion = key.version();
        this.wrappedKey = Base64.getEncoder().encodeToString(secret.wrap(appName, key));
        this.createdAt = createdAt;
        this.createdBy = createdBy;
        this.isNew = true;
    }

    /** The key itself is forgotten. */
    void retire(Instant now) {
        wrappedKey = null;
        retiredAt = now;
    }

    /**
     * Empty once it is retired.
     *
     * @throws IllegalStateException when it was kept with another secret
     */
    Optional<AppKey> unwrapped(SealSecret secret) {
        return Optional.ofNullable(wrappedKey)
                .map(text -> secret.unwrap(
                                appName, keyVersion, Base64.getDecoder().decode(text))
                        .orElseThrow(() ->
                                new IllegalStateException("version " + keyVersion + " of the key of app " + appName
                                        + " was kept with another secret; restore the file keys/sealing-secret or the setting"
                                        + " patchbay.sealing.secret that this database was used with")));
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @PostLoad
    @PostPersist
    void stored() {
        isNew = false;
    }

    String appName() {
        return appName;
    }

    public int version() {
        return keyVersion;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public String createdBy() {
        return createdBy;
    }

    public Optional<Instant> retiredAt() {
        return Optional.ofNullable(retiredAt);
    }
}
