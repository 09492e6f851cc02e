package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Patience is two seconds here, and the least speed 1 KB a second. */
class SlowClientTests extends RunningServer {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String AUTHORIZED = "Authorization: Bearer " + ADMIN + "\r\n";
    private static final String MULTIPART = "Content-Type: multipart/form-data; boundary=b\r\n";
    private static final String PART =
            "--b\r\nContent-Disposition: form-data; name=\"package\"; filename=\"p\"\r\n\r\n";

    private static String post(String path, String headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n" + headers + "\r\n";
    }

    private static Map<String, String> beginnings() {
        Map<String, String> beginnings = new LinkedHashMap<>();
        beginnings.put("a request line", "GET /app/ch");
        beginnings.put("a head", "GET /app/check HTTP/1.1\r\nHost: a\r\nX: ");
        beginnings.put("a second head", "GET /actuator/info HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nX: ");
        beginnings.put("a check in JSON", post("/api/patch/version", "Content-Type: application/json\r\n") + "{");
        beginnings.put("a check as a form", post("/app/check", "Content-Type: application/x-www-form-urlencoded\r\n"));
        beginnings.put("a key's JSON", post("/api/keys", AUTHORIZED + "Content-Type: application/json\r\n") + "{");
        beginnings.put(
                "a packager's form",
                post("/app/add", AUTHORIZED + "Content-Type: application/x-www-form-urlencoded\r\n"));
        beginnings.put("an upload", post("/api/apps/slow/releases", AUTHORIZED + MULTIPART) + PART);
        beginnings.put("an upload's first part", post("/api/apps/slow/releases", AUTHORIZED + MULTIPART) + "--b\r\nX");
        beginnings.put("a body nobody wants", post("/api/keys", "Content-Type: application/json\r\n"));
        beginnings.put(
                "chunks",
                post("/app/check", "Content-Type: application/json\r\n")
                        .replace("Content-Length: 10000", "Transfer-Encoding: chunked"));
        return beginnings;
    }

    @Test
    void whoSendsAByteASecondIsCutAndNobodyElseIs() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        long before = refusals("too-slow");
        try {
            Future<Duration> fading = threads.submit(this::fade);
            Map<String, Future<Duration>> slow = new LinkedHashMap<>();
            beginnings().forEach((what, begin) -> slow.put(what, threads.submit(() -> drip(begin, "1", LONG))));
            Future<Duration> steady = threads.submit(() -> drip(
                    post("/api/keys", AUTHORIZED + "Content-Type: application/json\r\n") + "{\"name\":\"",
                    "x".repeat(1500),
                    Duration.ofSeconds(5)));
            for (Map.Entry<String, Future<Duration>> one : slow.entrySet()) {
                assertThat(one.getValue().get()).as(one.getKey()).isLessThan(SOON);
            }
            assertThat(steady.get()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
            assertThat(fading.get()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(9));
            assertThat(refusals("too-slow") - before).isGreaterThan(slow.size() / 2);
            assertThat(send(to("/actuator/health")).statusCode()).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Sends just fast enough for two seconds, which earns no more than the patience of two, then a byte a second.
     *
     * @return how long that went well
     */
    private Duration fade() throws Exception {
        try (Peer peer = new Peer("127.0.0.1", port, 0)) {
            peer.send(post("/api/keys", AUTHORIZED + "Content-Type: application/json\r\n") + "{\"name\":\"");
            peer.drip("x".repeat(1500), Duration.ofSeconds(2));
            return peer.drip("x", LONG);
        }
    }

    private Duration drip(String begin, String bytes, Duration atMost) throws Exception {
        try (Peer peer = new Peer("127.0.0.1", port, 0)) {
            peer.send(begin);
            return peer.drip(bytes, atMost);
        }
    }

    @Test
    void aStalledBodyOfADeviceIsToldSoInItsForm() throws Exception {
        try (Peer peer = new Peer("127.0.0.1", port, 0)) {
            peer.send(post("/app/check", "Content-Type: application/json\r\n") + "{");

            assertThat(peer.rest()).startsWith("HTTP/1.1 4").contains("\"error\":", "\"resCode\":4", "\"data\":{}");
        }
    }

    @Test
    void aReaderThatStandsStillIsCut() throws Exception {
        String path = publishSixteenMegabytes();
        long before = refusals("too-slow");
        try (Peer peer = new Peer("127.0.0.1", port, 4096)) {
            peer.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n" + AUTHORIZED + "Connection: close\r\n\r\n");
            await().atMost(LONG).until(() -> refusals("too-slow") > before);

            assertThat(peer.drain()).isBetween(1L, 15L << 20);
        }
        assertThat(send(asAdmin(path)).statusCode()).isEqualTo(200);
    }

    private String publishSixteenMegabytes() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"platform\"\r\n\r\nios\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n1.0.0\r\n" + PART
                + "x".repeat(16 << 20) + "\r\n--b--\r\n";
        String made = send(asAdmin("/api/apps/slow/releases")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .body();
        return "/api/apps/slow/releases/" + made.replaceFirst("(?s).*?\"id\":\"([0-9]+)\".*", "$1") + "/package";
    }
}
