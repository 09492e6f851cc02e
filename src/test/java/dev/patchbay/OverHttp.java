package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What people and devices say to a server, and how its answers are read. */
public abstract class OverHttp {
    protected static final String ADMIN = "the-key-of-this-journeys-admin";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger APPS = new AtomicInteger();
    /** Of what must come in the end: far more than it takes on a machine that has other things to do. */
    protected static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Of what must come at once: the three seconds that are promised, and three times as much again for a machine that has other
     * things to do. Who waits for a connection comes later than that where the server has {@link #PATIENT_POOL}.
     */
    static final Duration AT_ONCE = Duration.ofSeconds(12);

    /**
     * A setting for servers whose database goes away. With the product's own, two whole waits for a connection would pass for
     * at once; with this one a refusal that comes at once is {@code DatabaseWatch}'s.
     */
    static final String PATIENT_POOL = "spring.datasource.hikari.connection-timeout=15000";

    private static final long JOURNEYS_BEGIN = 1_700_000_000_000L;

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
        // most of what is waited for has happened when the wait begins, or does a moment later
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(25));
    }

    /** Where the server listens. */
    protected abstract int port();

    /** A name that no other test uses. */
    protected static String newApp() {
        return "app-" + APPS.incrementAndGet();
    }

    /** A package's time that is later for a greater number, and in the past. */
    protected static long time(int number) {
        return JOURNEYS_BEGIN + number * 1000L;
    }

    // plain HTTP

    protected HttpRequest.Builder to(String pathOrUrl) {
        String url = pathOrUrl.startsWith("/") ? "http://127.0.0.1:" + port() + pathOrUrl : pathOrUrl;
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    protected static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    protected Reply get(String pathOrUrl, String... headers) {
        HttpRequest.Builder request = to(pathOrUrl);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    protected static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static HttpRequest.BodyPublisher json(Object value) {
        return BodyPublishers.ofString(value instanceof String text ? text : JSON.writeValueAsString(value));
    }

    /** Names and values in turn. */
    protected static Map<String, String> fields(String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) fields.put(namesAndValues[i], namesAndValues[i + 1]);
        return fields;
    }

    // people

    private static HttpRequest.Builder with(String key, HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + key);
    }

    protected Reply manage(String path) {
        return send(with(ADMIN, to(path)));
    }

    protected String keyFor(String role) {
        Reply made = send(with(ADMIN, to("/api/keys"))
                .header("Content-Type", "application/json")
                .POST(json(Map.of("name", "a " + role, "role", role))));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.text("key");
    }

    protected Reply uploadAs(String key, String app, byte[] file, String... namesAndValues) {
        return uploadTo("/api/apps/" + app + "/releases", key, file, namesAndValues);
    }

    protected Reply uploadTo(String path, String key, byte[] file, String... namesAndValues) {
        return send(uploading(path, key, file, namesAndValues));
    }

    protected HttpRequest.Builder uploading(String path, String key, byte[] file, String... namesAndValues) {
        String boundary = "----a-boundary-that-no-package-holds";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields(namesAndValues)
                .forEach((name, value) -> body.writeBytes(("--" + boundary
                                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(UTF_8)));
        body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"package\"; filename=\"p.zip\"\r\n"
                                + "Content-Type: application/octet-stream\r\n\r\n")
                        .getBytes(UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return with(key, to(path))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    }

    protected Reply upload(String app, byte[] file, String... namesAndValues) {
        return uploadAs(ADMIN, app, file, namesAndValues);
    }

    /**
     * Uploads what must be accepted as new.
     *
     * @return the releases by platform
     */
    protected Map<String, String> publish(String app, byte[] file, String... namesAndValues) {
        Reply reply = upload(app, file, namesAndValues);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        Map<String, String> ids = new LinkedHashMap<>();
        for (JsonNode release : reply.json().path("releases")) {
            ids.put(release.path("platform").asString(), release.path("id").asString());
        }
        return ids;
    }

    /** Publishes a file that is no eros package for iOS. */
    protected String publishPatch(String app, byte[] file, String version, String... namesAndValues) {
        List<String> all = new ArrayList<>(List.of("platform", "ios", "version", version));
        all.addAll(List.of(namesAndValues));
        return publish(app, file, all.toArray(String[]::new)).get("ios");
    }

    protected Reply release(String app, String id) {
        return manage("/api/apps/" + app + "/releases/" + id);
    }

    /** Without what changes by itself: by background jobs, and by devices that ask. */
    protected static JsonNode settled(JsonNode release) {
        ((ObjectNode) release).remove(List.of("deltas", "fleet"));
        if (release.path("full").isObject()) ((ObjectNode) release.path("full")).remove("encodings");
        return release;
    }

    protected Reply verb(String app, String id, String verb) {
        return send(with(ADMIN, to("/api/apps/" + app + "/releases/" + id + "/" + verb))
                .POST(BodyPublishers.noBody()));
    }

    protected Reply patch(String app, String id, Object changes, String... headers) {
        HttpRequest.Builder request = with(ADMIN, to("/api/apps/" + app + "/releases/" + id))
                .header("Content-Type", "application/json")
                .method("PATCH", json(changes));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Anything else that people do with a body of JSON. */
    protected Reply manage(String method, String path, Object body) {
        return send(
                with(ADMIN, to(path)).header("Content-Type", "application/json").method(method, json(body)));
    }

    /** What the stock packager sends of a release whose files lie elsewhere. */
    protected Reply announce(String authorization, Map<String, String> form) {
        return send(to("/app/add")
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query(form))));
    }

    protected Reply announce(String... namesAndValues) {
        return announce("Bearer " + ADMIN, fields(namesAndValues));
    }

    protected List<JsonNode> deltasOf(String app, String id) {
        List<JsonNode> deltas = new ArrayList<>();
        manage("/api/apps/" + app + "/releases/" + id + "/deltas")
                .json()
                .path("items")
                .forEach(deltas::add);
        return deltas;
    }

    /** Waits until every delta to the release was built, skipped or given up. */
    protected List<JsonNode> finishedDeltasOf(String app, String id) {
        return await().until(
                        () -> deltasOf(app, id),
                        deltas -> deltas.stream()
                                .noneMatch(
                                        delta -> delta.path("state").asString().equals("pending")));
    }

    // devices

    /** A stock eros client's question, with what is to be added or to be different. */
    protected Reply erosCheck(String app, String jsVersion, String... namesAndValues) {
        Map<String, String> parameters = fields("appName", app, "iOS", "1.0.0", "isDiff", "1", "jsVersion", jsVersion);
        parameters.putAll(fields(namesAndValues));
        return get("/app/check?" + query(parameters));
    }

    /** An OCRunner client's question: members of its JSON, names and values in turn. */
    protected Reply patchCheck(String app, Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("appName", app);
        members.put("version", "1.0.0");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        members.values().removeIf(""::equals);
        return patchCheckWith(members);
    }

    protected Reply patchCheckWith(Object body) {
        return send(to("/api/patch/version")
                .header("Content-Type", "application/json")
                .POST(json(body)));
    }

    /** What a device says of what a check offered it; more members of its JSON, names and values in turn. */
    protected Reply report(String app, Reply check, String device, String status, String... more) {
        Map<String, String> members = fields(
                "appName",
                app,
                "platform",
                "ios",
                "jsVersion",
                check.text("jsVersion"),
                "deviceId",
                device,
                "status",
                status);
        if (!check.text("offer").isEmpty()) members.put("offer", check.text("offer"));
        members.putAll(fields(more));
        return reportWith(members);
    }

    protected Reply reportWith(Object body, String... headers) {
        HttpRequest.Builder request = to("/api/patch/report")
                .header("Content-Type", "application/json")
                .POST(json(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Where an eros answer leads, asserting that it is an update. */
    protected static String pathOf(Reply check) {
        assertThat(check.json().path("resCode").asInt(-1)).as(check.toString()).isZero();
        return check.json().path("data").path("path").asString();
    }

    /** Where an OCRunner answer leads, asserting that it is an update. */
    protected static String urlOf(Reply check) {
        assertThat(check.json().path("update").asBoolean()).as(check.toString()).isTrue();
        return check.text("url");
    }

    protected static int resCode(Reply check) {
        assertThat(check.status()).as(check.toString()).isEqualTo(200);
        return check.json().path("resCode").asInt();
    }

    /** As devices do, who go where they are led. */
    protected Reply fetch(String pathOrUrl) {
        Reply reply = get(pathOrUrl);
        return reply.status() == 302 ? get(reply.header("Location")) : reply;
    }

    protected byte[] download(String pathOrUrl) {
        Reply reply = fetch(pathOrUrl);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.bytes();
    }
}
