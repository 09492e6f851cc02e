package dev.patchbay.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Releases come and go over real HTTP; what is still needed never loses its bytes. */
class RetentionJourneyTests extends Journey {
    private static byte[] content(String app, int number) {
        byte[] bytes = new byte[20_000];
        new Random(app.hashCode() * 31L + number).nextBytes(bytes);
        return bytes;
    }

    private Map<String, List<String>> preview(String app) {
        Map<String, List<String>> kept = new LinkedHashMap<>();
        for (JsonNode item :
                manage("/api/apps/" + app + "/retention?keep=1").json().path("items")) {
            List<String> needs = new ArrayList<>();
            item.path("keptBecause").forEach(need -> needs.add(need.asString()));
            kept.put(item.path("releaseId").asString(), needs);
        }
        return kept;
    }

    private Reply run(String app) {
        Reply reply = manage("POST", "/api/apps/" + app + "/retention?keep=1", Map.of());
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply;
    }

    /** One that meets a job is told to come again. */
    private void runBesideJobs(String app) {
        Reply reply = await().until(
                        () -> manage("POST", "/api/apps/" + app + "/retention?keep=1", Map.of()),
                        one -> one.status() != 409);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    @Test
    void whatNothingNeedsGoesAfterTheGraceTimeAndDevicesAreStillAnsweredRightly() {
        String app = newApp();
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            ids.add(publishPatch(app, content(app, i), "1.0.0"));
            clock.advance(Duration.ofSeconds(1));
        }
        patch(app, ids.get(1), Map.of("pinned", true));
        awaitJobsThatStoreBlobs(); // a run that meets one is told to come again
        assertThat(manage("/api/apps/" + app + "/retention").problem()).isEqualTo("retention-off");
        assertThat(preview(app))
                .containsExactly(
                        Map.entry(ids.get(4), List.of("recent", "offered")),
                        Map.entry(ids.get(3), List.of("rollback-target")),
                        Map.entry(ids.get(2), List.of()),
                        Map.entry(ids.get(1), List.of("pinned")),
                        Map.entry(ids.get(0), List.of()));

        assertThat(run(app).json().path("retired")).isEmpty();
        clock.advance(Duration.ofDays(8));
        Reply done = run(app);

        assertThat(done.json().path("retired"))
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder(ids.get(0), ids.get(2));
        assertThat(done.json().path("freedBytes").asLong()).isGreaterThanOrEqualTo(40_000);
        assertThat(manage("/api/apps/" + app + "/releases/" + ids.get(0) + "/package")
                        .status())
                .isEqualTo(410);
        assertThat(release(app, ids.get(0)).text("state")).isEqualTo("withdrawn");
        for (int kept : List.of(1, 3, 4)) {
            assertThat(manage("/api/apps/" + app + "/releases/" + ids.get(kept) + "/package")
                            .bytes())
                    .isEqualTo(content(app, kept + 1));
        }
        Reply check = patchCheck(app, "md5", DigestUtils.md5Hex(content(app, 1)));
        assertThat(download(urlOf(check))).isEqualTo(content(app, 5));
        verb(app, ids.get(4), "rollback");
        Reply back = patchCheck(app, "md5", DigestUtils.md5Hex(content(app, 5)));
        assertThat(download(urlOf(back))).isEqualTo(content(app, 4));
        Reply again = upload(app, content(app, 1), "platform", "ios", "version", "1.0.0");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("warnings").toString()).contains("does not bring it back");
        assertThat(manage("/api/audit?action=release.retired&app=" + app).json().path("items"))
                .hasSize(2);
    }

    @Test
    void uploadsOfTheSameBytesNeverMeetTheirRemoval() throws Exception {
        String shared = newApp();
        ExecutorService people = Executors.newFixedThreadPool(4);
        Map<String, byte[]> promised = new ConcurrentHashMap<>();
        for (int round = 0; round < 4; round++) {
            List<Callable<Void>> acts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                byte[] bytes = content(shared, i % 4);
                String app = i < 4 && round == 0 ? shared : newApp();
                acts.add(() -> {
                    String id = publishPatch(app, bytes, "1.0.0");
                    promised.put("/api/apps/" + app + "/releases/" + id + "/package", bytes);
                    return null;
                });
                acts.add(() -> {
                    runBesideJobs(shared);
                    return null;
                });
            }
            if (round == 0) publishPatch(shared, content(shared, 99), "1.0.0");
            for (Future<Void> act : people.invokeAll(acts)) act.get();
            clock.advance(Duration.ofDays(8));
        }
        runBesideJobs(shared);
        people.shutdown();

        promised.forEach((path, bytes) -> {
            Reply reply = manage(path);
            if (path.contains("/" + shared + "/") && reply.status() == 410) return;
            assertThat(reply.status()).as(path).isEqualTo(200);
            assertThat(reply.bytes()).isEqualTo(bytes);
        });
    }
}
