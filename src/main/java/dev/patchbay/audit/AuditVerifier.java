package dev.patchbay.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Follows the chain from its start. It shows changed, inserted, reordered and missing entries; who can write to the
 * database and recomputes every hash after his change is not found, so copies of the head's hash belong elsewhere.
 */
@Component
class AuditVerifier {
    private static final int BATCH = 500;

    private final AuditHeads heads;
    private final AuditEntries entries;

    AuditVerifier(AuditHeads heads, AuditEntries entries) {
        this.heads = heads;
        this.entries = entries;
    }

    /**
     * What following the chain showed.
     *
     * @param entries how many the chain should have
     * @param head the last entry's hash
     * @param firstBad the first entry that is not what was written; null when all are
     */
    record Verdict(
            boolean whole,
            long entries,
            String head,
            @Nullable String firstBad,
            @Nullable String reason) {
        static Verdict broken(AuditHead head, long id, String reason) {
            return new Verdict(false, head.entries(), head.hash(), String.valueOf(id), reason);
        }
    }

    @Transactional
    public Verdict verify() {
        // nobody adds entries while the chain is followed
        AuditHead head = heads.lock().orElseThrow(() -> new IllegalStateException("the audit trail has no end row"));
        String hash = AuditHead.START;
        long id = 0;
        List<AuditEntry> batch = entries.following(id, Limit.of(BATCH));
        while (!batch.isEmpty()) {
            for (AuditEntry entry : batch) {
                id++;
                if (entry.getId() != id) return Verdict.broken(head, id, "this entry is missing");
                if (!entry.hash().equals(entry.hashAfter(hash))) {
                    return Verdict.broken(head, id, "this entry, or what it is chained to, is not what was written");
                }
                hash = entry.hash();
            }
            batch = entries.following(id, Limit.of(BATCH));
        }
        if (id < head.entries()) return Verdict.broken(head, id + 1, "this entry is missing");
        if (id > head.entries()) return Verdict.broken(head, head.entries() + 1, "this entry was never written");
        if (!hash.equals(head.hash())) return Verdict.broken(head, id, "the chain's end was changed");
        return new Verdict(true, head.entries(), head.hash(), null, null);
    }
}
