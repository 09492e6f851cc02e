package dev.patchbay.release;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.springframework.data.domain.Persistable;

/** An app with at least one upload. Its row is what publishing and the verbs lock, so that they happen one by one. */
@Entity
@Table(name = "apps")
public class App implements Persistable<String> {
    @Id
    private String name;

    private Instant createdAt;

    @Transient
    private boolean isNew;

    @SuppressWarnings("NullAway.Init")
    protected App() {}

    App(String name, Instant createdAt) {
        this.name = name;
        this.createdAt = createdAt;
        this.isNew = true;
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt;
    }

    @Override
    public String getId() {
        return name;
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
}
