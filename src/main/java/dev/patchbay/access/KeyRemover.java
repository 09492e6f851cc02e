package dev.patchbay.access;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Takes keys away. */
@Component
class KeyRemover {
    private final ApiKeys keys;
    private final KeyLedger ledger;
    private final Clock clock;

    KeyRemover(ApiKeys keys, KeyLedger ledger, Clock clock) {
        this.keys = keys;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Deletes a key; it no longer works when this returns.
     *
     * @throws UnknownKey when there is none of that id
     * @throws LastAdminKey when nobody could hand out keys any more
     */
    void remove(String id) {
        ledger.change(() -> {
            boolean anotherRules = anotherRules(id);
            ApiKey key = keys.findById(id).orElseThrow(UnknownKey::new);
            if (key.grant().rulesKeys() && !anotherRules) throw new LastAdminKey();
            keys.delete(key);
            return KeyLedger.Entry.removed(key);
        });
    }

    private boolean anotherRules(String id) {
        Instant now = clock.instant();
        return keys.findByRoleOrderById(Role.ADMIN).stream()
                .filter(key -> !key.id().equals(id))
                .map(ApiKey::grant)
                .anyMatch(grant -> grant.rulesKeys() && grant.isValidAt(now));
    }
}
