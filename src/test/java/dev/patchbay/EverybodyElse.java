package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** All who are no devices: people and build servers who ask for everything that needs the database, each again and again. */
final class EverybodyElse extends OverHttp implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;

    private final IntSupplier port;
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /**
     * @param begun and ended by the clock of {@link System#nanoTime}
     */
    record Answered(String what, Reply reply, long begun, long ended) {
        long millisSince(long time) {
            return TimeUnit.NANOSECONDS.toMillis(ended - Math.max(begun, time));
        }

        @Override
        public String toString() {
            return what + " after " + millisSince(begun) + " ms: " + reply;
        }
    }

    EverybodyElse(IntSupplier port) {
        this.port = port;
    }

    @Override
    protected int port() {
        return port.getAsInt();
    }

    /** Returns at once; the server must be well. */
    EverybodyElse begin() {
        String app = newApp();
        publishPatch(app, bytes(1), "1.0.0");
        String id = publishPatch(app, bytes(2), "1.0.0");
        String hook = manage("POST", "/api/webhooks", hook()).text("id");
        String key = manage("POST", "/api/keys", Map.of("name", "n", "role", "viewer"))
                .text("id");
        requests(app, id, hook, key).forEach((what, request) -> threads.add(new Thread(() -> ask(what, request))));
        threads.forEach(Thread::start);
        return this;
    }

    private static byte[] bytes(int number) {
        return ("what everybody else publishes " + number).getBytes(UTF_8);
    }

    private static Map<String, Object> hook() {
        return Map.of("url", "https://hooks.example.com/", "events", List.of("release.published"));
    }

    private Map<String, Supplier<Reply>> requests(String app, String id, String hook, String key) {
        String base = "/api/apps/" + app;
        String release = base + "/releases/" + id;
        Map<String, Supplier<Reply>> all = new LinkedHashMap<>();
        all.put("upload", () -> upload(app, bytes(3), "platform", "ios", "version", "1.0.0"));
        all.put("draft", () -> upload(app, bytes(4), "platform", "ios", "version", "1.0.0", "draft", "true"));
        all.put("upload again", () -> upload(app, bytes(2), "platform", "ios", "version", "1.0.0"));
        for (String verb : List.of("publish", "pause", "resume", "withdraw", "rollback"))
            all.put(verb, () -> verb(app, id, verb));
        all.put("change", () -> patch(app, id, Map.of("notes", "n" + System.nanoTime())));
        all.put("key", () -> manage("POST", "/api/keys", Map.of("name", "n", "role", "viewer")));
        all.put("no key", () -> manage("DELETE", "/api/keys/" + key, Map.of()));
        all.put("webhook", () -> manage("POST", "/api/webhooks", hook()));
        all.put("test", () -> manage("POST", "/api/webhooks/" + hook + "/test", Map.of()));
        all.put("no webhook", () -> manage("DELETE", "/api/webhooks/none", Map.of()));
        all.put("halt terms", () -> manage("PATCH", base, Map.of("halt", Map.of("action", "pause"))));
        all.put("halt", () -> manage("POST", release + "/halt", Map.of()));
        all.put("strikes", () -> manage("DELETE", release + "/strikes", Map.of()));
        all.put("retention", () -> manage("POST", base + "/retention?keep=100", Map.of()));
        all.put("sealing key", () -> manage("POST", base + "/sealing/keys", Map.of()));
        all.put("backup", () -> manage("POST", "/api/backup", Map.of()));
        all.put("add", () -> add(app));
        for (String read : List.of(
                "/api/apps",
                base,
                base + "/releases",
                release,
                release + "/package",
                release + "/deltas",
                base + "/adoption",
                base + "/explain?platform=ios&version=1.0.0",
                "/api/audit",
                "/api/audit/verify",
                "/api/keys",
                "/api/webhooks",
                "/api/backlog")) all.put("GET " + read, () -> manage(read));
        return all;
    }

    private Reply add(String app) {
        return announce(
                "appName",
                app,
                "android",
                "1.0.0",
                "jsVersion",
                "0123456789abcdef0123456789abcdef",
                "timestamp",
                "1700000000000",
                "jsPath",
                "https://static.example.com/js");
    }

    private void ask(String what, Supplier<Reply> request) {
        while (!over) {
            long begun = System.nanoTime();
            Reply reply = request.get();
            answers.add(new Answered(what, reply, begun, System.nanoTime()));
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Nobody asks any more, and everybody has an answer. */
    @Override
    public void close() throws InterruptedException {
        over = true;
        for (Thread thread : threads) thread.join();
    }

    /**
     * Call it after the end. Whoever was answered while the database was away was told to come again soon after it went or
     * after they asked; a few may have been answered before they needed it.
     */
    void proveToldToComeAgain(long since, long until) {
        assertThat(answers)
                .allSatisfy(one ->
                        assertThat(one.reply().status()).as(one.toString()).isNotEqualTo(500));
        List<Answered> away = answers.stream()
                .filter(one -> one.ended() > since && one.begun() < until)
                .toList();
        assertThat(away)
                .allSatisfy(one ->
                        assertThat(one.millisSince(since)).as(one.toString()).isLessThan(AT_ONCE.toMillis()));
        assertThat(refused(since))
                .allSatisfy(one -> assertThat(one.reply().header("Retry-After"))
                        .as(one.toString())
                        .matches("[1-9][0-9]*"));
    }

    /** Waits until each of them was told to come again, so that none is left out. */
    void untilAllAreRefused(long since) {
        await().until(() ->
                refused(since).stream().map(Answered::what).distinct().count() == threads.size());
    }

    private List<Answered> refused(long since) {
        return answers.stream()
                .filter(one -> one.ended() > since && one.reply().status() == 503)
                .toList();
    }
}
