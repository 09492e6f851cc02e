package dev.patchbay.trust;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.json.JsonMapper;

/** What an app's makers do on their own machines: keep keys, write keys files and statements, sign them. */
final class Makers {
    private static final JsonMapper JSON = new JsonMapper();

    final String app;
    private final Clock clock;
    private final Map<String, Object> headKey;
    Signer root = Signer.ec();
    Signer release = Signer.ec();

    /**
     * @param headKey the record of the server's own key
     */
    Makers(String app, Clock clock, Map<String, Object> headKey) {
        this.app = app;
        this.clock = clock;
        this.headKey = headKey;
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    static byte[] json(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /** A keys file with one key in each role. */
    byte[] keys(int version) {
        return json(keys(version, List.of(root), List.of(release), 1));
    }

    Map<String, Object> keys(int version, List<Signer> roots, List<Signer> releases, int releaseThreshold) {
        Set<Map<String, Object>> records = new LinkedHashSet<>();
        roots.forEach(one -> records.add(one.record()));
        releases.forEach(one -> records.add(one.record()));
        records.add(headKey);
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("type", "patchbay.keys");
        file.put("format", 1);
        file.put("app", app);
        file.put("version", version);
        file.put("expires", now().plus(Duration.ofDays(400)).toString());
        file.put("keys", new ArrayList<>(records));
        Map<String, Object> roles = new LinkedHashMap<>();
        roles.put("root", role(roots, roots.size()));
        roles.put("release", role(releases, releaseThreshold));
        roles.put("head", Map.of("keyIds", List.of(headKey.get("id")), "threshold", 1));
        file.put("roles", roles);
        return file;
    }

    private static Map<String, Object> role(List<Signer> signers, int threshold) {
        return Map.of("keyIds", signers.stream().map(Signer::id).toList(), "threshold", threshold);
    }

    /** What is said of a patch for iOS 1.0.0 and older. */
    Map<String, Object> statement(byte[] bytes, long sequence) {
        return statement(bytes, sequence, DigestUtils.md5Hex(bytes), "up-to", "ios");
    }

    Map<String, Object> statement(byte[] bytes, long sequence, String jsVersion, String match, String... platforms) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("type", "patchbay.release");
        statement.put("format", 1);
        statement.put("app", app);
        List<Object> targets = new ArrayList<>();
        for (String platform : platforms) {
            targets.add(Map.of("platform", platform, "version", "1.0.0", "match", match));
        }
        statement.put("platforms", targets);
        statement.put("jsVersion", jsVersion);
        statement.put("sequence", sequence);
        statement.put("createdAt", now().toString());
        statement.put("expires", now().plus(Duration.ofDays(100)).toString());
        statement.put(
                "package",
                Map.of(
                        "length",
                        bytes.length,
                        "sha256",
                        DigestUtils.sha256Hex(bytes),
                        "md5",
                        DigestUtils.md5Hex(bytes)));
        return statement;
    }
}
