package dev.patchbay.retention;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.springframework.data.domain.Persistable;

/** Nothing needs a release's bytes, and since when that is known. */
@Entity
@Table(name = "retention_marks")
class RetentionMark implements Persistable<Long> {
    @Id
    private Long releaseId;

    @Column(updatable = false)
    private Instant since;

    @Transient
    private boolean isNew;

    @SuppressWarnings("NullAway.Init")
    protected RetentionMark() {}

    RetentionMark(long releaseId, Instant since) {
        this.releaseId = releaseId;
        this.since = since;
        this.isNew = true;
    }

    @Override
    public Long getId() {
        return releaseId;
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

    Instant since() {
        return since;
    }
}
