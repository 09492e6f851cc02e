package dev.patchbay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running server, asked over HTTP. It follows no redirect, so that the key goes nowhere else. */
final class Server {
    static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MOST_WORDS = 1 << 20;

    private final ServerAccess access;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    Server(ServerAccess access) {
        this.access = access;
    }

    /** What a server answered. */
    record Answer(int status, JsonNode body) {}

    /** A path of segments and, after the first, encoded ones. */
    static String path(String root, String... segments) {
        StringBuilder path = new StringBuilder(root);
        for (String segment : segments) path.append('/').append(encode(segment));
        return path.toString();
    }

    /** The parameters that have a value, behind a question mark. */
    static String query(Map<String, ? extends @Nullable Object> parameters) {
        String query = parameters.entrySet().stream()
                .filter(one ->
                        one.getValue() != null && !one.getValue().toString().isEmpty())
                .map(one -> one.getKey() + "=" + encode(String.valueOf(one.getValue())))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return send(to(path).GET()).body();
    }

    Answer send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = to(path);
        if (body == null) return send(request.method(method, BodyPublishers.noBody()));
        return send(request.header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /**
     * @param attempt the same for each try of the same upload; null for one that changes nothing
     * @throws Broken when the connection broke or the server is too busy, so that another try may succeed
     */
    Answer upload(String path, String contentType, BodyPublisher body, @Nullable String attempt) throws Broken {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(access.server() + path))
                .header("Authorization", "Bearer " + access.key())
                .header("Content-Type", contentType)
                .POST(body);
        if (attempt != null) request.header("Idempotency-Key", attempt);
        try {
            return judge(exchange(request));
        } catch (IOException e) {
            throw new Broken(why(e));
        }
    }

    /**
     * Writes what the server sends into a file.
     *
     * @throws IOException when the file cannot be written
     * @throws ServerFailure also when the connection broke before all was there
     */
    void download(String method, String path, Path file) throws IOException {
        HttpRequest request = to(path).method(method, BodyPublishers.noBody()).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 != 2) judge(response.statusCode(), body.readNBytes(MOST_WORDS));
                else copy(body, file);
            }
        } catch (Broken | IOException e) {
            if (e instanceof FileSystemException disk) throw disk;
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void copy(InputStream body, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            body.transferTo(out);
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(access.server() + path))
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + access.key());
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return judge(exchange(request));
        } catch (Broken | IOException e) {
            throw unreachable(e);
        }
    }

    private ServerFailure unreachable(Exception e) {
        return ServerFailure.unreachable("cannot reach " + access + ": "
                + (e instanceof IOException io ? why(io) : e.getMessage())
                + "; check that it runs there, and PATCHBAY_SERVER or --server");
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Answer judge(HttpResponse<byte[]> response) throws Broken {
        return judge(response.statusCode(), response.body());
    }

    private Answer judge(int status, byte[] bytes) throws Broken {
        JsonNode body = json(bytes);
        if (status / 100 == 2) {
            if (body == null) throw notPatchbay(status);
            return new Answer(status, body);
        }
        if (status == 429 || status == 502 || status == 503 || status == 504) throw new Broken(problem(status, body));
        if (body == null) throw notPatchbay(status);
        if (status == 401) {
            throw ServerFailure.forbidden(access + " does not know this key, or it has expired; check PATCHBAY_KEY");
        }
        if (status == 403) throw ServerFailure.forbidden(problem(status, body) + " Use a key with more rights.");
        throw ServerFailure.refused(problem(status, body));
    }

    private ServerFailure notPatchbay(int status) {
        return ServerFailure.unreachable(access + " answered " + status
                + " with something that Patchbay does not say; check PATCHBAY_SERVER and what stands between");
    }

    private static String problem(int status, @Nullable JsonNode body) {
        if (body == null || !body.has("detail")) return "the server answered " + status + ".";
        return "the server answered " + status + " (" + body.path("type").asString("") + "): "
                + body.path("detail").asString("");
    }

    private static @Nullable JsonNode json(byte[] bytes) {
        if (bytes.length == 0) return JSON.createObjectNode();
        try {
            JsonNode read = JSON.readTree(bytes);
            return read.isContainer() ? read : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String why(IOException e) {
        if (e.getCause() instanceof UnresolvedAddressException) return "there is no machine of that name";
        if (e instanceof HttpTimeoutException) return "no answer in time";
        if (e instanceof ConnectException) return "nothing listens there";
        return e.getMessage() == null ? "the connection broke" : e.getMessage();
    }

    /** It did not work, and may work if tried again. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message) {
            super(message);
        }
    }
}
