package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import dev.patchbay.release.RefusedField;
import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Where an app's makers see and renew whom their devices trust. */
@RestController
class KeysController {
    private final KeysRegister register;
    private final KeysVersions versions;
    private final TrustSettings settings;
    private final HeadKey headKey;

    KeysController(KeysRegister register, KeysVersions versions, TrustSettings settings, HeadKey headKey) {
        this.register = register;
        this.versions = versions;
        this.settings = settings;
        this.headKey = headKey;
    }

    /** A public key as a keys file lists it. */
    record Key(String id, String algorithm, String publicKey) {}

    /**
     * How an app stands.
     *
     * @param statements off, optional or required
     * @param version of the keys in force; null before the first
     * @param headKey this server's own, to be given the role head
     */
    record View(
            String statements,
            @Nullable Integer version,
            @Nullable Instant expires,
            Key headKey) {}

    record Answer(int version, Instant expires, List<String> warnings) {}

    @GetMapping("/api/apps/{app}/trust")
    @Operation(summary = "Whether the app needs signed statements, its keys in force, and the server's own head key")
    View view(@PathVariable AppName app) {
        Optional<KeysFile> current = versions.current(app.text()).map(KeysVersion::keys);
        return new View(
                settings.of(app.text()).name().toLowerCase(Locale.ROOT),
                current.map(KeysFile::version).orElse(null),
                current.map(KeysFile::expires).orElse(null),
                new Key(headKey.id(), headKey.algorithm().toString(), headKey.publicText()));
    }

    @PostMapping(path = "/api/apps/{app}/trust/keys", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Takes the next version of the app's keys of trust",
            description =
                    "Signed by the threshold of root keys of the version before and of its own. The same bytes again"
                            + " change nothing. Refused: keys-invalid, signature-invalid.")
    ResponseEntity<Answer> add(
            @PathVariable AppName app,
            @RequestParam(required = false) @Nullable MultipartFile keys,
            @RequestParam(name = "signature", required = false) @Nullable List<MultipartFile> signatures,
            Principal who)
            throws IOException {
        if (keys == null || signatures == null || signatures.isEmpty()) {
            throw new RefusedField(
                    "keys",
                    "send the keys file and each signature as files (curl: -F keys=@2.json -F signature=@2.sig)");
        }
        if (keys.getSize() > SignedJson.MOST_BYTES) throw new RefusedField("keys", "at most 64 KB");
        KeysRegister.Added added = register.add(app, keys.getBytes(), bytes(signatures), who.getName());
        Answer answer = new Answer(added.keys().version(), added.keys().expires(), added.warnings());
        if (!added.isNew()) return ResponseEntity.ok(answer);
        return ResponseEntity.created(URI.create("/api/trust/" + app + "/keys/" + answer.version() + ".json"))
                .body(answer);
    }

    private static List<byte[]> bytes(List<MultipartFile> files) throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        for (MultipartFile file : files) {
            if (file.getSize() > SignedJson.MOST_BYTES) throw new RefusedField("signature", "far too long for one");
            bytes.add(file.getBytes());
        }
        return bytes;
    }
}
