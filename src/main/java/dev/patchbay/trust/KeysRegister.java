package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import dev.patchbay.storage.Durability;
import dev.patchbay.trust.RefusedStatement.Kind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes versions of an app's keys of trust, one after the other and without a gap: each signed by the threshold of the version
 * before it and of itself, so that a device can follow from the one it was built with.
 */
@Component
class KeysRegister {
    private final KeysVersions versions;
    private final HeadKey headKey;
    private final ApplicationEventPublisher events;
    private final Durability durability;
    private final Clock clock;
    private final TransactionTemplate transaction;

    KeysRegister(
            KeysVersions versions,
            HeadKey headKey,
            ApplicationEventPublisher events,
            Durability durability,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.versions = versions;
        this.headKey = headKey;
        this.events = events;
        this.durability = durability;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What became of it; warnings say what the app's makers should know although it was taken. */
    record Added(KeysFile keys, boolean isNew, List<String> warnings) {}

    /**
     * @throws RefusedStatement of kind {@code KEYS_INVALID} or {@code SIGNATURE_INVALID}
     */
    Added add(AppName app, byte[] document, List<byte[]> signatures, String by) {
        KeysFile keys = read(document);
        if (!keys.app().equals(app)) throw invalid("The keys file is for another app.");
        try {
            boolean isNew = Boolean.TRUE.equals(transaction.execute(status -> enter(keys, document, signatures, by)));
            durability.secure();
            return new Added(keys, isNew, warnings(keys));
        } catch (DataIntegrityViolationException e) {
            throw new RefusedStatement(
                    Kind.KEYS_INVALID, "Somebody else sent this version at the same moment. Look at what they sent.");
        }
    }

    static KeysFile read(byte[] document) {
        try {
            return KeysFile.read(document);
        } catch (Malformed e) {
            throw invalid(StatementJudge.sentence(e) + " docs/trust.md shows one.");
        }
    }

    private boolean enter(KeysFile keys, byte[] document, List<byte[]> signatures, String by) {
        String app = keys.app().text();
        Optional<KeysVersion> same = versions.findByAppNameAndVersion(app, keys.version());
        if (same.isPresent()) {
            if (same.get().holds(document)) return false;
            throw invalid("Version " + keys.version() + " is there already, with other bytes. Take the next number.");
        }
        Optional<KeysFile> before = versions.current(app).map(KeysVersion::keys);
        int next = before.map(KeysFile::version).orElse(0) + 1;
        if (keys.version() != next) {
            throw invalid(
                    "The next version of this app's keys is " + next + "; devices follow one by one, without a gap.");
        }
        if (!keys.expires().isAfter(clock.instant())) throw invalid("The keys file has expired already.");
        SignatureSet signed = attributed(keys, before, document, signatures);
        versions.saveAndFlush(new KeysVersion(keys, document, signed, clock.instant(), by));
        events.publishEvent(new KeysAdded(app, keys.version(), facts(keys, document)));
        return true;
    }

    static SignatureSet attributed(KeysFile keys, Optional<KeysFile> before, byte[] document, List<byte[]> signatures) {
        List<TrustedKey> candidates = new ArrayList<>(keys.keys().values());
        before.ifPresent(old -> candidates.addAll(old.keys().values()));
        SignatureSet signed = SignatureSet.attribute(document, signatures, candidates);
        if (!keys.suffice(KeysFile.ROOT, signed.keyIds())) {
            throw new RefusedStatement(
                    Kind.SIGNATURE_INVALID,
                    "The keys file is to be signed by "
                            + keys.role(KeysFile.ROOT).threshold() + " different keys of its own role root.");
        }
        before.filter(old -> !old.suffice(KeysFile.ROOT, signed.keyIds())).ifPresent(old -> {
            throw new RefusedStatement(
                    Kind.SIGNATURE_INVALID,
                    "The keys file is to be signed by "
                            + old.role(KeysFile.ROOT).threshold()
                            + " different keys of the role root of version " + old.version()
                            + " as well: devices trust those, and not yet the new ones.");
        });
        return signed;
    }

    static Map<String, String> facts(KeysFile keys, byte[] document) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("sha256", DigestUtils.sha256Hex(document));
        facts.put("expires", keys.expires().toString());
        keys.roles()
                .forEach((name, role) -> facts.put(
                        name,
                        role.threshold() + " of "
                                + String.join(
                                        " ", role.keyIds().stream().sorted().toList())));
        return facts;
    }

    private List<String> warnings(KeysFile keys) {
        if (keys.role(KeysFile.HEAD).keyIds().contains(headKey.id())) return List.of();
        return List.of("The role head does not have this server's key " + headKey.id()
                + ": devices refuse the head records" + " that it signs. GET /api/apps/{app}/trust shows the key.");
    }

    static RefusedStatement invalid(String message) {
        return new RefusedStatement(Kind.KEYS_INVALID, message);
    }
}
