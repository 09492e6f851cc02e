package dev.patchbay.access;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes keys away. */
@Component
class KeyRemover {
    private final ApiKeys keys;
    private final KeyRing ring;
    private final TransactionTemplate transaction;
    private final Clock clock;

    KeyRemover(ApiKeys keys, KeyRing ring, TransactionTemplate transaction, Clock clock) {
        this.keys = keys;
        this.ring = ring;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Deletes a key; it no longer works when this returns.
     *
     * @throws UnknownKey when there is none of that id
     * @throws LastAdminKey when nobody could hand out keys any more
     */
    void remove(String id) {
        transaction.executeWithoutResult(status -> {
            boolean anotherRules = anotherRules(id);
            ApiKey key = keys.findById(id).orElseThrow(UnknownKey::new);
            if (key.grant().rulesKeys() && !anotherRules) throw new LastAdminKey();
            keys.delete(key);
        });
        ring.changed();
    }

    private boolean anotherRules(String id) {
        Instant now = clock.instant();
        return keys.findByRoleOrderById(Role.ADMIN).stream()
                .filter(key -> !key.id().equals(id))
                .map(ApiKey::grant)
                .anyMatch(grant -> grant.rulesKeys() && grant.isValidAt(now));
    }
}
