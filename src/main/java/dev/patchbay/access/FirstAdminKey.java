package dev.patchbay.access;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes sure that somebody can hand out keys. */
@Component
class FirstAdminKey {
    /** Fixed ids: of two nodes that start at once only one can write the row. */
    private static final String CHOSEN = "env";

    private static final String MADE = "first";
    private static final Logger log = LoggerFactory.getLogger(FirstAdminKey.class);

    private final ApiKeys keys;
    private final KeySource source;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FirstAdminKey(ApiKeys keys, KeySource source, TransactionTemplate transaction, Clock clock) {
        this.keys = keys;
        this.source = source;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Stores the key that the operator chose, in place of the one chosen before. */
    void take(String chosen) {
        KeyHash hash = KeyHash.ofSecret(chosen);
        write(() -> {
            if (keys.findByHash(hash.sha256()).filter(this::isChosen).isPresent()) return false;
            keys.findByHash(hash.sha256()).ifPresent(keys::delete);
            keys.deleteById(CHOSEN);
            keys.flush();
            keys.save(admin(CHOSEN, hash, "PATCHBAY_ADMIN_KEY"));
            return true;
        });
    }

    /** Makes a key and shows it, unless there is one already that can hand out keys. */
    void makeUnlessThereIsOne() {
        String secret = source.secret();
        boolean made = write(() -> {
            if (keys.findByRoleOrderById(Role.ADMIN).stream()
                    .anyMatch(key -> key.grant().rulesKeys())) return false;
            keys.save(admin(MADE, KeyHash.ofSecret(secret), "first-admin"));
            return true;
        });
        if (made) log.warn("The admin key of this server, shown this once: {}", secret);
    }

    private boolean isChosen(ApiKey key) {
        return key.id().equals(CHOSEN);
    }

    /** Says whether the change was made here; another node that started at the same moment may have been first. */
    private boolean write(BooleanSupplier change) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> change.getAsBoolean()));
        } catch (DataIntegrityViolationException e) {
            log.info("Another node stored the admin key at the same moment");
            return false;
        }
    }

    private ApiKey admin(String id, KeyHash hash, String name) {
        KeyGrant grant = new KeyGrant(name, Role.ADMIN, Set.of(), null);
        return new ApiKey(id, hash, grant, clock.instant().truncatedTo(ChronoUnit.MICROS), "start");
    }
}
