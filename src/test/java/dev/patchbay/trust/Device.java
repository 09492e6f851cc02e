package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.client.AppKeys;
import dev.patchbay.client.Check;
import dev.patchbay.client.Offer;
import dev.patchbay.client.Updater;
import dev.patchbay.client.Wire;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** A phone whose app has the verifier built in, on a network that somebody else may control. */
final class Device {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String server;
    private final String app;
    private final Path folder;
    private final Clock clock;
    private final byte[] pinned;
    String installed = "1.0.0";
    String platform = "ios";

    @Nullable
    String nonce;

    /** Asks for sealed bytes with these. */
    @Nullable
    AppKeys appKeys;

    long later;
    /** What was asked for, in order. */
    final List<String> asked = new ArrayList<>();
    /** Answers in place of the server; null where the server's own answer passes. */
    private Function<String, @Nullable InputStream> evil = url -> null;

    Device(String server, String app, byte[] pinned, Path folder, Clock clock) {
        this.server = server;
        this.app = app;
        this.pinned = pinned;
        this.folder = folder;
        this.clock = clock;
    }

    /** From now on, whatever has that word in its address is answered so. */
    Device where(String word, byte[] answer) {
        return whereStream(word, () -> new ByteArrayInputStream(answer));
    }

    Device whereStream(String word, java.util.function.Supplier<InputStream> answer) {
        Function<String, @Nullable InputStream> before = evil;
        evil = url -> url.contains(word) ? answer.get() : before.apply(url);
        return this;
    }

    /** The network is the server's again. */
    Device honestly() {
        evil = url -> null;
        return this;
    }

    private @Nullable InputStream open(HttpRequest request) throws IOException {
        String url = request.uri().toString();
        asked.add(url.substring(server.length()));
        InputStream wrong = evil.apply(url);
        if (wrong != null) return wrong;
        try {
            HttpResponse<InputStream> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 404) return null;
            if (answer.statusCode() != 200) throw new IOException("status " + answer.statusCode());
            return answer.body();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Updater updater() throws IOException {
        Wire wire = url -> open(HttpRequest.newBuilder(URI.create(url)).build());
        return new Updater(server, app, platform, installed, pinned, folder.toFile(), wire, appKeys);
    }

    /** Starts the app anew and lets it look for an update; whether it runs something else afterwards. */
    boolean update() throws IOException {
        return updater().update(check(), nonce, clock.millis() + later);
    }

    private Check check() {
        return (inUse, wantsDelta) -> {
            String md5 = inUse == null ? "" : "\"md5\":\"" + md5(inUse) + "\",";
            String question = "{\"appName\":\"" + app + "\",\"platform\":\"" + platform + "\",\"version\":\""
                    + installed
                    + "\"," + md5 + (nonce == null ? "" : "\"nonce\":\"" + nonce + "\",")
                    + (appKeys == null ? "" : "\"sealed\":true,\"sealedKeys\":" + appKeys.versions() + ",")
                    + "\"isDiff\":" + wantsDelta + "}";
            InputStream answer = open(HttpRequest.newBuilder(URI.create(server + "/api/patch/version"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(question))
                    .build());
            return Offer.ofPatchAnswer(answer.readAllBytes(), server);
        };
    }

    private static String md5(File file) throws IOException {
        return DigestUtils.md5Hex(Files.readAllBytes(file.toPath()));
    }

    /** The bytes that the app runs; empty when it runs what it was built with. */
    byte[] running() throws IOException {
        File file = updater().inUse();
        return file == null ? new byte[0] : Files.readAllBytes(file.toPath());
    }

    String runs() throws IOException {
        return new String(running(), UTF_8);
    }

    /** A device in the same state. */
    Device copy(Path to) throws IOException {
        Files.createDirectories(to);
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
        }
        return new Device(server, app, pinned, to, clock);
    }
}
