package dev.patchbay.trust;

import dev.patchbay.release.Release;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which statement stands for which release: the one of the highest sequence that is about what the release is now. */
@Component
public class Statements {
    private final StoredStatements stored;
    private final KeysVersions keys;

    Statements(StoredStatements stored, KeysVersions keys) {
        this.stored = stored;
        this.keys = keys;
    }

    /**
     * By the id of the release, for everything an app has on a platform. A statement whose keys were revoked stands for
     * nothing any more: devices would refuse it.
     */
    public Map<Long, Signed> ofLine(String app, String platform) {
        List<StoredStatement> all = stored.ofLine(app, platform);
        return all.isEmpty() ? Map.of() : standing(app, all);
    }

    /** The same for some releases of one app. */
    public Map<Long, Signed> of(Collection<Release> releases) {
        Map<Long, Release> byId = new HashMap<>();
        releases.forEach(release -> byId.put(release.id(), release));
        List<StoredStatement> all = stored.findByReleaseIdInOrderBySequenceDesc(byId.keySet()).stream()
                .filter(one -> byId.get(one.releaseId()) != null && isAbout(one, byId.get(one.releaseId())))
                .toList();
        return all.isEmpty() ? Map.of() : standing(releases.iterator().next().appName(), all);
    }

    private static boolean isAbout(StoredStatement one, Release release) {
        return release.full()
                .filter(full -> full.key().sha256().equals(one.packageSha256()))
                .isPresent();
    }

    /** Of those with the highest sequence first. */
    private Map<Long, Signed> standing(String app, List<StoredStatement> all) {
        Optional<KeysFile> current = keys.current(app).map(KeysVersion::keys);
        Map<Long, Signed> signed = new HashMap<>();
        for (StoredStatement one : all) {
            if (current.isEmpty() || !stands(one, current.get())) continue;
            signed.putIfAbsent(
                    one.releaseId(),
                    new Signed(one.sha256(), one.sequence(), one.statement().bases()));
        }
        return signed;
    }

    /** The statement that stands for a release and says of it what it is. */
    Optional<StoredStatement> of(Release release) {
        Optional<KeysFile> current = keys.current(release.appName()).map(KeysVersion::keys);
        return stored.findByReleaseIdOrderBySequenceDesc(release.id()).stream()
                .filter(one -> current.isPresent() && stands(one, current.get()))
                .filter(one -> covers(one.statement(), release))
                .findFirst();
    }

    private static boolean stands(StoredStatement one, KeysFile current) {
        return current.suffice(KeysFile.RELEASE, one.signatures().keyIds());
    }

    private static boolean covers(Statement statement, Release release) {
        Statement.Target target = new Statement.Target(release.platform(), release.version(), release.match());
        boolean sameBytes = release.full()
                .filter(full -> full.key().equals(statement.content().sha256()))
                .isPresent();
        return sameBytes && statement.targets().contains(target);
    }
}
