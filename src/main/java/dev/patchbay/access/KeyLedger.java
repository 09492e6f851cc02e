package dev.patchbay.access;

import dev.patchbay.audit.AuditTrail;
import dev.patchbay.nodes.Bulletin;
import dev.patchbay.storage.Durability;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes each change of keys a whole: the change and its audit entry in one transaction, on disk, in force at once. */
@Component
class KeyLedger {
    private final TransactionTemplate transaction;
    private final AuditTrail audit;
    private final Durability durability;
    private final KeyRing ring;
    private final Bulletin bulletin;

    KeyLedger(
            TransactionTemplate transaction, AuditTrail audit, Durability durability, KeyRing ring, Bulletin bulletin) {
        this.transaction = transaction;
        this.audit = audit;
        this.durability = durability;
        this.ring = ring;
        this.bulletin = bulletin;
    }

    /** What the audit trail keeps of a change; never anything of the key's text. */
    record Entry(String action, String keyId, Map<String, String> before, Map<String, String> after) {
        static Entry made(ApiKey key) {
            return new Entry("key.issued", key.id(), Map.of(), facts(key));
        }

        static Entry removed(ApiKey key) {
            return new Entry("key.removed", key.id(), facts(key), Map.of());
        }

        private static Map<String, String> facts(ApiKey key) {
            KeyGrant grant = key.grant();
            return Map.of(
                    "name",
                    grant.name(),
                    "role",
                    grant.role().toString(),
                    "apps",
                    String.join(" ", grant.apps().stream().sorted().toList()),
                    "expiresAt",
                    grant.expiresAt() == null ? "" : grant.expiresAt().toString());
        }
    }

    void change(Supplier<Entry> change) {
        transaction.executeWithoutResult(status -> {
            Entry entry = change.get();
            audit.record(
                    entry.action(),
                    null,
                    "key/" + entry.keyId(),
                    new TreeMap<>(entry.before()),
                    new TreeMap<>(entry.after()));
            bulletin.post(KeyRing.TOPIC, entry.keyId());
        });
        durability.secure();
        ring.changed();
    }
}
