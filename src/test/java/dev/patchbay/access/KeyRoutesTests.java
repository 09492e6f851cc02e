package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeyRoutesTests extends RunningServer {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    private ApiKeys keys;

    @Autowired
    private KeyRing ring;

    @BeforeEach
    void onlyTheOperatorsKey() {
        keys.findAll().stream().filter(key -> !key.id().equals("env")).forEach(keys::delete);
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(asAdmin("/api/keys")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private JsonNode created(String body) throws Exception {
        HttpResponse<String> response = post(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return JSON.readTree(response.body());
    }

    private String key(String role, String... apps) throws Exception {
        String scope = apps.length == 0 ? "" : ",\"apps\":[\"" + String.join("\",\"", apps) + "\"]";
        return created("{\"name\":\"a " + role + "\",\"role\":\"" + role + "\"" + scope + "}")
                .get("key")
                .asString();
    }

    private int status(String method, String path, String key) throws Exception {
        return send(to(path).header("Authorization", "Bearer " + key)
                        .method(method, HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }

    private HttpResponse<String> add(String authorization, String form) throws Exception {
        return send(to("/app/add")
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** Java's own client sends nothing beyond ASCII. */
    private String raw(String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String basic(String key) {
        return "Basic " + Base64.getEncoder().encodeToString(("anyone:" + key).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aKeyIsShownOnceAndKeptAsAHash() throws Exception {
        JsonNode made = created("{\"name\":\"ci\",\"role\":\"uploader\",\"apps\":[\"demo\"]}");

        String secret = made.get("key").asString();
        assertThat(secret).matches("pbk_[A-Za-z0-9_-]{43}");
        assertThat(made.get("apps").get(0).asString()).isEqualTo("demo");
        assertThat(send(asAdmin("/api/keys")).body()).contains("\"ci\"").doesNotContain(secret);
        ApiKey row = keys.findById(made.get("id").asString()).orElseThrow();
        assertThat(row.hash()).isEqualTo(KeyHash.ofSecret(secret));
        assertThat(row.createdBy()).isEqualTo("PATCHBAY_ADMIN_KEY");
    }

    @Test
    void aDeletedKeyIsNoLongerAccepted() throws Exception {
        JsonNode made = created("{\"name\":\"short-lived\",\"role\":\"admin\"}");
        String secret = made.get("key").asString();
        assertThat(status("GET", "/api/keys", secret)).isEqualTo(200);

        assertThat(status("DELETE", "/api/keys/" + made.get("id").asString(), secret))
                .isEqualTo(204);
        assertThat(status("GET", "/api/keys", secret)).isEqualTo(401);
    }

    @Test
    void theLastAdminKeyStays() throws Exception {
        created("{\"name\":\"not for all apps\",\"role\":\"admin\",\"apps\":[\"demo\"]}");
        HttpResponse<String> response = send(asAdmin("/api/keys/env").DELETE());

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("/problems/last-admin-key");
    }

    @Test
    void deletingAKeyThatIsNotThereIsNotFound() throws Exception {
        HttpResponse<String> response =
                send(asAdmin("/api/keys/0123456789abcdef").DELETE());

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("/problems/unknown-key");
    }

    @Test
    void keysAreListedNewestFirstPageByPage() throws Exception {
        created("{\"name\":\"older\",\"role\":\"viewer\"}");
        created("{\"name\":\"newer\",\"role\":\"viewer\"}");

        JsonNode first = JSON.readTree(send(asAdmin("/api/keys?limit=1")).body());
        assertThat(first.at("/items/0/name").asString()).isEqualTo("newer");
        String next = first.get("next").asString();
        JsonNode second =
                JSON.readTree(send(asAdmin("/api/keys?limit=1&after=" + next)).body());
        assertThat(second.at("/items/0/name").asString()).isEqualTo("older");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"name\":\"a\"}",
                "{\"role\":\"viewer\"}",
                "{\"name\":\"a\",\"role\":\"root\"}",
                "{\"name\":\"a\",\"role\":\"VIEWER\"}",
                "{\"name\":\"a\",\"role\":3}",
                "{\"name\":\" \",\"role\":\"viewer\"}",
                "{\"name\":7,\"role\":\"viewer\"}",
                "{\"name\":\"a\",\"role\":\"viewer\",\"admin\":true}",
                "{\"name\":\"a\",\"name\":\"b\",\"role\":\"viewer\"}",
                "{\"name\":\"a\",\"role\":\"viewer\"}{}",
                "{\"name\":\"a\",\"role\":\"viewer\",\"apps\":\"demo\"}",
                "{\"name\":\"a\",\"role\":\"viewer\",\"apps\":[null]}",
                "{\"name\":\"a\",\"role\":\"viewer\",\"apps\":[\"../x\"]}",
                "{\"name\":\"a\",\"role\":\"viewer\",\"expiresAt\":\"tomorrow\"}",
                "{\"name\":\"a\",\"role\":\"viewer\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"a\",\"role\":\"viewer\",\"expiresAt\":\"+999999999-01-01T00:00:00Z\"}"
            })
    void aBodyThatIsNotExactlyAKeyIsRefusedAndMakesNone(String body) throws Exception {
        long before = keys.count();
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("/problems/bad-request").doesNotContain("tomorrow", "root", "../x");
        assertThat(keys.count()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, GET, /api/apps/demo/releases, true",
        "viewer, GET, /actuator/prometheus, true",
        "viewer, POST, /api/apps/demo/releases, false",
        "uploader, PATCH, /api/apps/demo/releases/1, false",
        "uploader, POST, /api/apps/demo/releases/1/publish, false",
        "uploader, POST, /app/add, false",
        "publisher, PATCH, /api/apps/demo/releases/0, true",
        "publisher, GET, /api/keys, false",
        "publisher, GET, /api/audit, false",
        "publisher, GET, /api/audit/verify, false",
        "publisher, POST, /api/backup, false",
        "admin, GET, /api/keys, true"
    })
    void aRoleOpensItsOwnRoutesOnly(String role, String method, String path, boolean allowed) throws Exception {
        int status = status(method, path, key(role));

        if (allowed) assertThat(status).isNotIn(401, 403);
        else assertThat(status).isEqualTo(403);
    }

    @Test
    void aKeyForOneAppIsForNoOther() throws Exception {
        String admin = key("admin", "demo");

        assertThat(status("GET", "/api/apps/demo/releases", admin)).isNotIn(401, 403);
        assertThat(status("GET", "/api/apps", admin)).isNotIn(401, 403);
        assertThat(status("GET", "/api/apps/other/releases", admin)).isEqualTo(403);
        assertThat(status("GET", "/api/apps/%6Fther/releases", admin)).isEqualTo(403);
        assertThat(status("GET", "/api/keys", admin)).isEqualTo(403);
        assertThat(status("GET", "/api/audit", admin)).isEqualTo(403);
        assertThat(status("GET", "/actuator/prometheus", admin)).isEqualTo(403);
    }

    @Test
    void thePackagersFormIsBoundToTheKeysAppsToo() throws Exception {
        String bearer = "Bearer " + key("publisher", "demo");

        assertThat(add(bearer, "appName=demo").statusCode()).isNotIn(401, 403);
        assertThat(add(bearer, "appName=other").statusCode()).isEqualTo(403);
        assertThat(add(bearer, "appName=demo&appName=other").statusCode()).isEqualTo(403);
        assertThat(add(bearer, "").statusCode()).isEqualTo(403);
    }

    @Test
    void aFormThatIsTooLongIsTooLargeAlsoWhereTheAppIsLookedUp() throws Exception {
        HttpResponse<String> response = add("Bearer " + key("publisher", "demo"), "appName=" + "a".repeat(100_000));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("/problems/too-large");
    }

    @Test
    void thePackagerMayPutItsKeyIntoTheUrl() throws Exception {
        String publisher = key("publisher");

        assertThat(add(basic(publisher), "appName=demo").statusCode()).isNotIn(401, 403);
        assertThat(add(basic("wrong"), "appName=demo").headers().allValues("WWW-Authenticate"))
                .hasSize(2)
                .anyMatch(challenge -> challenge.startsWith("Bearer "))
                .anyMatch(challenge -> challenge.startsWith("Basic "));
        assertThat(send(to("/api/apps").header("Authorization", basic(publisher)))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aChosenKeyMayBeAnyText() throws Exception {
        KeyGrant grant = new KeyGrant("chosen", Role.VIEWER, Set.of(), null);
        keys.save(new ApiKey("1", KeyHash.ofSecret("two words: größer"), grant, Instant.EPOCH, "test"));
        ring.reload();

        assertThat(raw("GET /actuator/prometheus HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                        + "Authorization: bearer two words: größer\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(add(basic("two words: größer"), "appName=demo").statusCode()).isEqualTo(403);
    }

    @Test
    void aKeyStopsAtItsTime() throws Exception {
        created("{\"name\":\"the way is paved\",\"role\":\"viewer\"}");
        Instant soon = Instant.now().plus(3, ChronoUnit.SECONDS);
        String viewer = created("{\"name\":\"brief\",\"role\":\"viewer\",\"expiresAt\":\"" + soon + "\"}")
                .get("key")
                .asString();
        int before = status("GET", "/api/apps", viewer);
        // on a machine that is very busy it may be over already
        if (Instant.now().isBefore(soon)) assertThat(before).isNotIn(401, 403);

        Thread.sleep(Math.max(0, ChronoUnit.MILLIS.between(Instant.now(), soon)) + 50);
        assertThat(status("GET", "/api/apps", viewer)).isEqualTo(401);
    }

    @Test
    void withoutAKeyTheAnswerSaysWhatIsMissing() throws Exception {
        HttpResponse<String> response = send(to("/api/keys"));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"patchbay\"");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.body()).contains("\"/problems/unauthorized\"", "\"status\":401");
    }
}
