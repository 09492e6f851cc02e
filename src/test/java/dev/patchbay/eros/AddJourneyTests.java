package dev.patchbay.eros;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the stock packager posts, and the static server that it has put its files on. */
class AddJourneyTests extends Journey {
    private final Map<String, Integer> files = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private String app = "";
    private HttpServer staticServer;
    private String jsPath = "";

    @BeforeEach
    void staticServer() throws Exception {
        app = newApp();
        staticServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        staticServer.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            asked.add(exchange.getRequestMethod() + " " + path);
            Integer size = files.get(path);
            if (size != null) exchange.getResponseHeaders().set("Content-Length", String.valueOf(size));
            exchange.sendResponseHeaders(size == null ? 404 : 200, -1);
            exchange.close();
        });
        staticServer.start();
        jsPath = "http://127.0.0.1:" + staticServer.getAddress().getPort() + "/files/" + app;
    }

    @AfterEach
    void stop() {
        staticServer.stop(0);
    }

    private ErosZip zip(int number) {
        return ErosZip.of(app, "words " + number).at(time(number));
    }

    private Reply add(String authorization, ErosZip zip, String folder) {
        return announce(
                authorization,
                fields(
                        "android",
                        "1.0.0",
                        "iOS",
                        "1.0.0",
                        "appName",
                        app,
                        "jsVersion",
                        zip.jsVersion(),
                        "timestamp",
                        String.valueOf(zip.timestamp()),
                        "jsPath",
                        folder));
    }

    private Reply add(ErosZip zip) {
        return add("Bearer " + ADMIN, zip, jsPath);
    }

    private static void assertSuccess(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("{\"resCode\":0,\"msg\":\"success\",\"data\":\"success\"}");
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    private String idOf(ErosZip zip) {
        for (JsonNode release :
                manage("/api/apps/" + app + "/releases?platform=ios").json().path("items")) {
            if (release.path("jsVersion").asString().equals(zip.jsVersion()))
                return release.path("id").asString();
        }
        throw new AssertionError("no such release");
    }

    @Test
    void takesTheKeyAsBearerOrAsTheBasicPassword() {
        assertSuccess(add(zip(1)));
        assertSuccess(add(basic("x", keyFor("publisher")), zip(2), jsPath));
        assertThat(add(basic("x", "wrong"), zip(3), jsPath).status()).isEqualTo(401);
        assertThat(add("Bearer " + keyFor("uploader"), zip(3), jsPath).status()).isEqualTo(403);
        assertThat(manage("/api/apps/" + app + "/releases").json().path("items").size())
                .isEqualTo(4);
    }

    @Test
    void sayingTheSameAgainChangesNothing() {
        assertSuccess(add(zip(1)));
        String before = manage("/api/apps/" + app + "/releases").text();
        assertSuccess(add(zip(1)));
        assertThat(manage("/api/apps/" + app + "/releases").text()).isEqualTo(before);
    }

    @Test
    void theLinkLeadsToTheStaticServerWithExactlyOneSlash() {
        for (String folder : new String[] {"https://files.example.com/a", "https://files.example.com/a/"}) {
            app = newApp();
            assertSuccess(add("Bearer " + ADMIN, zip(1), folder));
            assertThat(pathOf(erosCheck(app, "")))
                    .isEqualTo("https://files.example.com/a/" + zip(1).jsVersion() + ".zip");
            assertThat(urlOf(patchCheck(app))).isEqualTo("https://files.example.com/a/" + zip(1).jsVersion() + ".zip");
        }
    }

    @Test
    void aDeltaThereIsOfferedOnceItWasFound() {
        String name = DigestUtils.md5Hex(zip(1).jsVersion() + zip(2).jsVersion());
        files.put("/files/" + app + "/" + name + ".zip", 5000);
        assertSuccess(add(zip(1)));
        assertSuccess(add(zip(2)));

        JsonNode delta = finishedDeltasOf(app, idOf(zip(2))).get(0);

        assertThat(delta.path("state").asString()).as(delta.toString()).isEqualTo("ready");
        assertThat(delta.path("size").asInt()).isEqualTo(5000);
        assertThat(asked).contains("HEAD /files/" + app + "/" + name + ".zip");
        Reply check = erosCheck(app, zip(1).jsVersion());
        assertThat(check.json().path("data").path("diff").asBoolean()).isTrue();
        assertThat(pathOf(check)).isEqualTo(jsPath + "/" + name + ".zip");
        Reply full = erosCheck(app, zip(1).jsVersion(), "isDiff", "0");
        assertThat(pathOf(full)).isEqualTo(jsPath + "/" + zip(2).jsVersion() + ".zip");
    }

    @Test
    void aDeltaThatComesLaterIsFoundLaterAndOneTooShortNever() {
        String name = DigestUtils.md5Hex(zip(1).jsVersion() + zip(2).jsVersion());
        String file = "/files/" + app + "/" + name + ".zip";
        files.put(file, 31);
        assertSuccess(add(zip(1)));
        assertSuccess(add(zip(2)));
        await().until(() -> asked.contains("HEAD " + file));
        assertThat(deltasOf(app, idOf(zip(2))).get(0).path("state").asString()).isEqualTo("pending");
        Reply meanwhile = erosCheck(app, zip(1).jsVersion());
        assertThat(pathOf(meanwhile)).isEqualTo(jsPath + "/" + zip(2).jsVersion() + ".zip");

        files.put(file, 32);

        assertThat(finishedDeltasOf(app, idOf(zip(2))).get(0).path("state").asString())
                .isEqualTo("ready");
    }

    @Test
    void refusesWhatIsNoRelease() {
        for (String folder : new String[] {"", "ftp://files.example.com", "https://x:y@files.example.com", "files"}) {
            assertThat(add("Bearer " + ADMIN, zip(1), folder).status())
                    .as(folder)
                    .isEqualTo(422);
        }
        Reply withoutVersion = announce("appName", app, "jsVersion", zip(1).jsVersion());
        assertThat(withoutVersion.status()).isEqualTo(422);
        assertThat(manage("/api/apps/" + app + "/releases").status()).isEqualTo(404);
    }
}
