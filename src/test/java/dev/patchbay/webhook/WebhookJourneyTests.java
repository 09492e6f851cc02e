package dev.patchbay.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks against a real receiver that fails, stalls and recovers. */
class WebhookJourneyTests extends Journey {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Received> received = new CopyOnWriteArrayList<>();
    /** What the receiver answers, in turn; 200 once there is no more. Less than 0: it stalls. */
    private final List<Integer> answers = new CopyOnWriteArrayList<>();

    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer receiver;

    private record Received(String event, String signature, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    @BeforeEach
    void open() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        receiver.setExecutor(Executors.newCachedThreadPool());
        receiver.createContext("/", this::answer);
        receiver.start();
    }

    @AfterEach
    void close() {
        end.countDown();
        receiver.stop(0);
        for (JsonNode webhook : manage("/api/webhooks").json().path("items")) {
            manage("DELETE", "/api/webhooks/" + webhook.path("id").asString(), Map.of());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        var headers = exchange.getRequestHeaders();
        received.add(new Received(headers.getFirst("Patchbay-Event"), headers.getFirst("Patchbay-Signature"), body));
        int status = answers.isEmpty() ? 200 : answers.remove(0);
        if (status < 0) {
            stall();
            status = 200;
        }
        exchange.getResponseHeaders().add("Location", address("/elsewhere"));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private void stall() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
    }

    private JsonNode webhook(Map<String, ?> wanted) {
        Reply made = manage("POST", "/api/webhooks", wanted);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json();
    }

    private JsonNode log(JsonNode webhook) {
        return manage("/api/webhooks/" + webhook.path("id").asString() + "/deliveries")
                .json()
                .path("items");
    }

    private JsonNode untilOver(JsonNode webhook) {
        await().until(() -> log(webhook).size() > 0
                && !log(webhook).get(0).path("state").asString().equals("pending"));
        return log(webhook).get(0);
    }

    @Test
    void aReceiverThatFailsRedirectsStallsAndRecoversGetsTheMessage() {
        String app = newApp();
        publishPatch(app, "first".getBytes(UTF_8), "1.0.0");
        answers.addAll(List.of(500, 302, -1));
        JsonNode webhook = webhook(Map.of("url", address("/hook"), "app", app, "events", List.of("release.published")));

        String id = publishPatch(app, "second".getBytes(UTF_8), "1.0.0");

        JsonNode delivery = untilOver(webhook);
        assertThat(delivery.path("state").asString()).isEqualTo("delivered");
        assertThat(delivery.path("attempts").asInt()).isEqualTo(4);
        assertThat(delivery.path("status").asInt()).isEqualTo(200);
        assertThat(received).hasSize(4);
        assertThat(received)
                .extracting(Received::body)
                .containsOnly(received.get(0).body());
        Received last = received.get(3);
        assertThat(last.event()).isEqualTo("release.published");
        assertThat(last.json().path("app").asString()).isEqualTo(app);
        assertThat(last.json().path("release").path("id").asString()).isEqualTo(id);
        String[] parts = last.signature().split("[=,]");
        assertThat(parts[3])
                .isEqualTo(new HmacUtils(
                                HmacAlgorithms.HMAC_SHA_256,
                                webhook.path("secret").asString())
                        .hmacHex(parts[1] + "." + last.body()));
        assertThat(Long.parseLong(parts[1]))
                .isLessThanOrEqualTo(Clock.systemUTC().instant().getEpochSecond());
    }

    @Test
    void verbsAreToldInTheirOrderAndOnlyToWhoAsked() {
        String app = newApp();
        publishPatch(app, "first".getBytes(UTF_8), "1.0.0");
        JsonNode all = webhook(Map.of("url", address("/all"), "app", app)); // plans of others may take a step meanwhile
        JsonNode other =
                webhook(Map.of("url", address("/other"), "app", app, "events", List.of("release.rolled-back")));
        String id = publishPatch(app, "only".getBytes(UTF_8), "1.0.0");
        verb(app, id, "pause");
        verb(app, id, "pause");
        verb(app, id, "resume");
        verb(app, id, "withdraw");

        await().until(() -> received.size() >= 4);
        List<String> events = new ArrayList<>();
        log(all).forEach(delivery -> events.add(delivery.path("event").asString()));
        assertThat(events)
                .containsExactly("release.withdrawn", "release.resumed", "release.paused", "release.published");
        assertThat(log(other)).isEmpty();
    }

    @Test
    void aMessageIsSentAgainOnDemandAndTheTestButtonSendsOne() {
        JsonNode webhook = webhook(Map.of("url", address("/hook"), "events", List.of("release.rolled-back")));
        String route = "/api/webhooks/" + webhook.path("id").asString();

        assertThat(manage("POST", route + "/test", Map.of()).status()).isEqualTo(202);
        JsonNode ping = untilOver(webhook);
        assertThat(ping.path("event").asString()).isEqualTo("ping");
        String again = route + "/deliveries/" + ping.path("id").asString() + "/redeliver";
        assertThat(manage("POST", again, Map.of()).status()).isEqualTo(202);

        await().until(() -> received.size() == 2);
        assertThat(received.get(1).body()).isEqualTo(received.get(0).body());
        assertThat(manage("POST", route + "/deliveries/999999/redeliver", Map.of())
                        .problem())
                .isEqualTo("unknown-webhook");
    }

    @Test
    void theSecretIsShownOnceAndWhatCannotBeIsRefused() {
        JsonNode webhook = webhook(Map.of("url", address("/hook"), "events", List.of("plan.step")));

        assertThat(webhook.path("secret").asString()).startsWith("whsec_");
        assertThat(manage("/api/webhooks").text()).doesNotContain("whsec_");
        assertThat(manage("POST", "/api/webhooks", Map.of("url", "ftp://example.com/"))
                        .status())
                .isEqualTo(422);
        assertThat(manage("POST", "/api/webhooks", Map.of("url", address("/"), "events", List.of("no.such")))
                        .status())
                .isEqualTo(422);
        assertThat(manage("POST", "/api/webhooks", Map.of("url", address("/"), "app", "no-such-app"))
                        .status())
                .isEqualTo(422);
        assertThat(manage("/api/audit?action=webhook.made").json().path("items"))
                .isNotEmpty();
    }
}
