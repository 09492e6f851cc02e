package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Release;
import dev.patchbay.release.State;
import dev.patchbay.trust.RefusedStatement.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final StatementJudge judge;
    private final ApplicationEventPublisher events;

    TrustTransfer(
            KeysVersions versions, StoredStatements stored, StatementJudge judge, ApplicationEventPublisher events) {
        this.versions = versions;
        this.stored = stored;
        this.judge = judge;
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
     * @return whether any version is new here
     * @throws RefusedStatement when a version is not signed as it must be, or is here with other bytes
     */
    public boolean enterKeys(AppName app, List<SignedRecord> records) {
        boolean isNew = false;
        Optional<KeysFile> before = Optional.empty();
        for (SignedRecord record : records) {
            KeysFile keys = KeysRegister.read(record.bytes());
            if (!keys.app().equals(app)) throw KeysRegister.invalid("The keys file is for another app.");
            if (keys.version() != before.map(KeysFile::version).orElse(0) + 1) {
                throw KeysRegister.invalid("The versions of the keys of trust do not follow one by one from 1.");
            }
            SignatureSet signed = KeysRegister.attributed(keys, before, record.bytes(), record.signatureBytes());
            isNew |= enter(keys, record, signed);
            before = Optional.of(keys);
        }
        return isNew;
    }

    private boolean enter(KeysFile keys, SignedRecord record, SignatureSet signed) {
        String app = keys.app().text();
        Optional<KeysVersion> here = versions.findByAppNameAndVersion(app, keys.version());
        if (here.isPresent()) {
            if (here.get().holds(record.bytes())) return false;
            throw KeysRegister.invalid("Version " + keys.version() + " of the app's keys is here with other bytes.");
        }
        try {
            versions.saveAndFlush(new KeysVersion(keys, record.bytes(), signed, record.addedAt(), record.addedBy()));
        } catch (DataIntegrityViolationException e) {
            throw KeysRegister.invalid(
                    "Somebody else sent version " + keys.version() + " of the app's keys at the same moment.");
        }
        events.publishEvent(new KeysAdded(app, keys.version(), KeysRegister.facts(keys, record.bytes())));
        return true;
    }

    /**
     * Call it after {@link #enterKeys}, for all releases that are new here.
     *
     * @param leading those of them that are newer than all that was here: sequences have to rise from there to them, as for an upload
     * @throws RefusedStatement when one is not signed by keys that the app ever had, is about something else or there twice, or
     *     when devices here would take it for an old one
     */
    public void enterStatements(AppName app, Map<Release, List<SignedRecord>> records, Set<Release> leading) {
        Map<String, TrustedKey> known = new TreeMap<>();
        versions.findByAppNameOrderByVersion(app.text())
                .forEach(version -> known.putAll(version.keys().keys()));
        Map<Platform, Long> highest = new EnumMap<>(Platform.class);
        for (Platform platform : Platform.values()) {
            Long here = stored.highest(app.text(), platform.toString());
            if (here != null) highest.put(platform, here);
        }
        Map<Release, List<Judged>> all = new LinkedHashMap<>();
        NavigableSet<Long> sequences = new TreeSet<>();
        records.forEach((release, signed) -> {
            List<Judged> judged = judged(release, signed, known.values());
            judged.forEach(one -> sequences.add(one.statement().sequence()));
            all.put(release, judged);
        });
        all.forEach((release, judged) -> {
            boolean rises = leading.contains(release) && release.state() != State.WITHDRAWN;
            if (rises && !judged.isEmpty()) {
                Statement last = Collections.max(
                                judged,
                                Comparator.comparing(one -> one.statement().sequence()))
                        .statement();
                long here = highest.getOrDefault(release.platform(), 0L);
                Long before = sequences.lower(last.sequence());
                judge.requireRising(last, here, before == null ? here : Math.max(here, before));
            }
            List<SignedRecord> signed = records.getOrDefault(release, List.of());
            for (int i = 0; i < judged.size(); i++) {
                SignedRecord record = signed.get(i);
                stored.save(new StoredStatement(release, judged.get(i), record.addedAt(), record.addedBy()));
            }
        });
    }

    private static List<Judged> judged(Release release, List<SignedRecord> records, Collection<TrustedKey> known) {
        List<Judged> all = new ArrayList<>();
        Set<String> digests = new HashSet<>();
        for (SignedRecord record : records) {
            Statement statement = read(record.bytes());
            SignatureSet signed = SignatureSet.attribute(record.bytes(), record.signatureBytes(), known);
            if (signed.byKey().isEmpty()) throw mismatch("Nobody signed a statement of the archive.");
            boolean about = statement.app().text().equals(release.appName())
                    && statement.targets().stream().anyMatch(target -> target.platform() == release.platform())
                    && statement.jsVersion().equals(release.jsVersion());
            if (!about) throw mismatch("A statement of the archive is about another release than it stands with.");
            Judged judged = new Judged(statement, record.bytes(), DigestUtils.sha256Hex(record.bytes()), signed);
            if (!digests.add(judged.sha256())) {
                throw new RefusedStatement(
                        Kind.STATEMENT_INVALID, "The archive has a statement twice for one release.");
            }
            all.add(judged);
        }
        return all;
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
