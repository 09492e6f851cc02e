package dev.patchbay.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole server on a port of its own, shared by all tests that ask over real HTTP. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class RunningServer {
    protected static final String ADMIN = "the-operators-own-admin-key";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    protected int port;

    @DynamicPropertySource
    static void ownHome(DynamicPropertyRegistry properties) {
        properties.add("patchbay.home", RunningServer::folder);
        properties.add("patchbay.admin-key", () -> ADMIN);
        properties.add("patchbay.trusted-proxies", () -> "127.0.0.2, 127.0.0.3");
        properties.add("patchbay.limits.exempt", () -> "127.0.0.1, 127.0.0.2, 127.0.0.3");
        properties.add("patchbay.limits.checks", () -> "30 then 1/s");
        properties.add("patchbay.limits.downloads", () -> "30 then 1/s");
        properties.add("patchbay.limits.reports", () -> "30 then 1/s");
        properties.add("patchbay.limits.management", () -> "50 then 1/s");
        properties.add("patchbay.limits.keys", () -> "30 then 1/s");
        properties.add("patchbay.limits.connections-per-address", () -> 20);
        properties.add("patchbay.limits.patience", () -> "2s");
        properties.add("patchbay.upload.at-once", () -> 2);
        properties.add("patchbay.upload.waiting", () -> 1);
        properties.add("patchbay.upload.patience", () -> "200ms");
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("patchbay-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    protected HttpRequest.Builder asAdmin(String path) {
        return to(path).header("Authorization", "Bearer " + ADMIN);
    }

    /** How many requests the metrics say were refused for that reason. */
    protected long refusals(String reason) throws Exception {
        Pattern line = Pattern.compile("patchbay_refusals_total\\{[^}]*reason=\"" + reason + "\"[^}]*} ([0-9.E]+)");
        Matcher found = line.matcher(send(asAdmin("/actuator/prometheus")).body());
        return found.find() ? Math.round(Double.parseDouble(found.group(1))) : 0;
    }

    protected static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
