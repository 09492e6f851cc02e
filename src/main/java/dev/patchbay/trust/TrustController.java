package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Match;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.data.domain.Limit;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Hands signed documents to devices, the very bytes that were signed. They prove themselves, so any cache may keep them. */
@RestController
class TrustController {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final CacheControl FOREVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /** Short, so that a new release is soon known; the record itself lives much longer. */
    private static final Duration HEAD_IN_CACHES = Duration.ofMinutes(5);

    private final KeysVersions versions;
    private final StoredStatements statements;
    private final HeadRecords heads;
    private final Clock clock;

    TrustController(KeysVersions versions, StoredStatements statements, HeadRecords heads, Clock clock) {
        this.versions = versions;
        this.statements = statements;
        this.heads = heads;
        this.clock = clock;
    }

    @GetMapping(path = "/api/trust/{app}/keys/{version:[0-9]{1,9}}.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A version of an app's keys of trust, byte for byte as it was signed")
    ResponseEntity<byte[]> keys(@PathVariable AppName app, @PathVariable int version) {
        return forever(find(app, version).document());
    }

    @GetMapping(path = "/api/trust/{app}/keys/{version:[0-9]{1,9}}.sig", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The signatures of a version of the keys")
    ResponseEntity<byte[]> keySignatures(@PathVariable AppName app, @PathVariable int version) {
        return forever(find(app, version).signatures().json());
    }

    private KeysVersion find(AppName app, int version) {
        return versions.findByAppNameAndVersion(app.text(), version)
                .orElseThrow(() -> new NothingSigned("The app has no such version of its keys of trust."));
    }

    @GetMapping(
            path = "/api/trust/{app}/statements/{sha256:[0-9a-f]{64}}.json",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A release's statement, byte for byte as it was signed")
    ResponseEntity<byte[]> statement(@PathVariable AppName app, @PathVariable String sha256) {
        return forever(find(app, sha256).document());
    }

    @GetMapping(
            path = "/api/trust/{app}/statements/{sha256:[0-9a-f]{64}}.sig",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "The signatures of a statement")
    ResponseEntity<byte[]> statementSignatures(@PathVariable AppName app, @PathVariable String sha256) {
        return forever(find(app, sha256).signatures().json());
    }

    private StoredStatement find(AppName app, String sha256) {
        return statements.findByAppNameAndSha256(app.text(), sha256, Limit.of(1)).stream()
                .findFirst()
                .orElseThrow(() -> new NothingSigned("The app has no such statement."));
    }

    private static ResponseEntity<byte[]> forever(byte[] bytes) {
        return ResponseEntity.ok()
                .cacheControl(FOREVER)
                .eTag("\"" + DigestUtils.sha256Hex(bytes) + "\"")
                .body(bytes);
    }

    @SuppressWarnings("UnusedException") // it could only repeat what the address said
    private static Optional<Rule> rule(AppName app, String platform, NativeVersion version, String match) {
        try {
            return Optional.of(new Rule(app, Platform.of(platform), version, Match.of(match)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @GetMapping(
            path = "/api/trust/{app}/heads/{platform}/{version}/{match:[a-z-]{1,16}}.json",
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "What is current for a version and match, signed by the server",
            description = "An envelope of the document in base64 and its signatures. It lives 24 hours.")
    ResponseEntity<byte[]> head(
            @PathVariable AppName app,
            @PathVariable String platform,
            @PathVariable NativeVersion version,
            @PathVariable String match) {
        HeadRecord head = rule(app, platform, version, match)
                .flatMap(heads::of)
                .orElseThrow(
                        () -> new NothingSigned("Nothing that is signed is handed out for that version and match."));
        byte[] bytes = JSON.writeValueAsBytes(head.envelope());
        Duration left = Duration.between(clock.instant(), head.expires());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(left.compareTo(HEAD_IN_CACHES) < 0 ? Duration.ZERO : HEAD_IN_CACHES)
                        .cachePublic())
                .eTag("\"" + DigestUtils.sha256Hex(bytes) + "\"")
                .body(bytes);
    }
}
