package dev.patchbay.access;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Hands out new keys. */
@Component
class KeyIssuer {
    private final ApiKeys keys;
    private final KeySource source;
    private final KeyLedger ledger;
    private final Clock clock;

    KeyIssuer(ApiKeys keys, KeySource source, KeyLedger ledger, Clock clock) {
        this.keys = keys;
        this.source = source;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** A new key and its text, which exists nowhere else. */
    record IssuedKey(String id, String secret) {}

    /**
     * Makes a key that works from the moment this returns.
     *
     * @throws KeyRefused when it would have expired already
     */
    IssuedKey issue(KeyGrant grant, String by) {
        if (!grant.isValidAt(clock.instant())) throw new KeyRefused("expiresAt: lies in the past");
        IssuedKey issued = new IssuedKey(source.id(), source.secret());
        KeyHash hash = KeyHash.ofSecret(issued.secret());
        ledger.change(() -> {
            ApiKey key = new ApiKey(issued.id(), hash, grant, clock.instant().truncatedTo(ChronoUnit.MICROS), by);
            return KeyLedger.Entry.made(keys.save(key));
        });
        return issued;
    }
}
