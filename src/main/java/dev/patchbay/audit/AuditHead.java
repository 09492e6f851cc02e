package dev.patchbay.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** The chain's end: how many entries there are and the last one's hash. Missing entries at the end show here. */
@Entity
@Table(name = "audit_head")
class AuditHead {
    static final int ID = 1;

    /** What the first entry is chained to. */
    static final String START = "0".repeat(64);

    @Id
    private int id;

    private long entries;
    private String hash;

    @SuppressWarnings("NullAway.Init")
    protected AuditHead() {}

    long next() {
        return entries + 1;
    }

    void moveTo(AuditEntry entry) {
        entries = entry.getId();
        hash = entry.hash();
    }

    long entries() {
        return entries;
    }

    String hash() {
        return hash;
    }
}
