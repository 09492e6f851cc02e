package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import dev.patchbay.release.Release;
import dev.patchbay.trust.RefusedStatement.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Takes what an app's makers signed from one server to another. Every signature is checked anew; only the time is not asked, since
 * what was signed long ago still says whose the releases are. What devices get to see is decided by the keys in force.
 */
@Component
public class TrustTransfer {
    private final KeysVersions versions;
    private final StoredStatements stored;
    private final ApplicationEventPublisher events;

    TrustTransfer(KeysVersions versions, StoredStatements stored, ApplicationEventPublisher events) {
        this.versions = versions;
        this.stored = stored;
        this.events = events;
    }

    /** From the first version on. */
    public List<SignedRecord> keysOf(AppName app) {
        return versions.findByAppNameOrderByVersion(app.text()).stream()
                .map(KeysVersion::asRecord)
                .toList();
    }

    /** From the lowest sequence on. */
    public List<SignedRecord> statementsOf(Release release) {
        List<SignedRecord> all = new ArrayList<>();
        for (StoredStatement one : stored.findByReleaseIdOrderBySequenceDesc(release.id())) all.add(0, one.asRecord());
        return all;
    }

    /**
     * Call it inside a transaction, under the app's lock.
     *
     * @throws RefusedStatement when a version is not signed as it must be, or is here with other bytes
     */
    public void enterKeys(AppName app, List<SignedRecord> records) {
        Optional<KeysFile> before = Optional.empty();
        for (SignedRecord record : records) {
            KeysFile keys = KeysRegister.read(record.bytes());
            if (!keys.app().equals(app)) throw KeysRegister.invalid("The keys file is for another app.");
            if (keys.version() != before.map(KeysFile::version).orElse(0) + 1) {
                throw KeysRegister.invalid("The versions of the keys of trust do not follow one by one from 1.");
            }
            SignatureSet signed = KeysRegister.attributed(keys, before, record.bytes(), record.signatureBytes());
            enter(keys, record, signed);
            before = Optional.of(keys);
        }
    }

    private void enter(KeysFile keys, SignedRecord record, SignatureSet signed) {
        String app = keys.app().text();
        Optional<KeysVersion> here = versions.findByAppNameAndVersion(app, keys.version());
        if (here.isPresent()) {
            if (here.get().holds(record.bytes())) return;
            throw KeysRegister.invalid("Version " + keys.version() + " of the app's keys is here with other bytes.");
        }
        try {
            versions.saveAndFlush(new KeysVersion(keys, record.bytes(), signed, record.addedAt(), record.addedBy()));
        } catch (DataIntegrityViolationException e) {
            throw KeysRegister.invalid(
                    "Somebody else sent version " + keys.version() + " of the app's keys at the same moment.");
        }
        events.publishEvent(new KeysAdded(app, keys.version(), KeysRegister.facts(keys, record.bytes())));
    }

    /**
     * Call it after {@link #enterKeys}, for a release that is new here.
     *
     * @throws RefusedStatement when one is not signed by keys that the app ever had, is about something else or there twice
     */
    public void enterStatements(Release release, List<SignedRecord> records) {
        Map<String, TrustedKey> known = new TreeMap<>();
        versions.findByAppNameOrderByVersion(release.appName())
                .forEach(version -> known.putAll(version.keys().keys()));
        Set<String> digests = new HashSet<>();
        for (SignedRecord record : records) {
            Statement statement = read(record.bytes());
            SignatureSet signed = SignatureSet.attribute(record.bytes(), record.signatureBytes(), known.values());
            if (signed.byKey().isEmpty()) throw mismatch("Nobody signed a statement of the archive.");
            boolean about = statement.app().text().equals(release.appName())
                    && statement.targets().stream().anyMatch(target -> target.platform() == release.platform())
                    && statement.jsVersion().equals(release.jsVersion());
            if (!about) throw mismatch("A statement of the archive is about another release than it stands with.");
            Judged judged = new Judged(statement, record.bytes(), DigestUtils.sha256Hex(record.bytes()), signed);
            if (!digests.add(judged.sha256())) {
                throw new RefusedStatement(Kind.STATEMENT_INVALID, "The archive has a statement twice for one release.");
            }
            stored.save(new StoredStatement(release, judged, record.addedAt(), record.addedBy()));
        }
    }

    private static Statement read(byte[] document) {
        try {
            return Statement.read(document);
        } catch (Malformed e) {
            throw new RefusedStatement(Kind.STATEMENT_INVALID, StatementJudge.sentence(e));
        }
    }

    private static RefusedStatement mismatch(String message) {
        return new RefusedStatement(Kind.STATEMENT_MISMATCH, message);
    }
}
