package dev.patchbay.plan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The last time a release was halted, with the numbers of that time: after a resume only what comes later counts. */
@Entity
@Table(name = "halts")
class Halt {
    @Id
    private Long releaseId;

    @Version
    private @Nullable Long rowVersion;

    private Instant haltedAt;
    private long failed;
    private long devices;

    @SuppressWarnings("NullAway.Init")
    protected Halt() {}

    Halt(long releaseId) {
        this.releaseId = releaseId;
        this.haltedAt = Instant.EPOCH;
    }

    Halt at(Instant now, Outcome outcome) {
        haltedAt = now;
        failed = outcome.failed();
        devices = outcome.devices();
        return this;
    }

    Outcome outcome() {
        return new Outcome(failed, devices);
    }

    Instant haltedAt() {
        return haltedAt;
    }
}
