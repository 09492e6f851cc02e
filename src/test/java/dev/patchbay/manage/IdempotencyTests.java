package dev.patchbay.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A client that lost the answer repeats its request. */
class IdempotencyTests extends Journey {
    /** As curl does it, each request has a boundary of its own. */
    private Reply upload(String authority, String key, String app, String version, byte[] file) {
        String boundary = "----" + UUID.randomUUID();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String[] field : new String[][] {{"platform", "ios"}, {"version", version}}) {
            body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field[0] + "\"\r\n\r\n"
                            + field[1] + "\r\n")
                    .getBytes(UTF_8));
        }
        body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"package\"; filename=\"p\"\r\n\r\n")
                        .getBytes(UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return send(to("/api/apps/" + app + "/releases")
                .header("Authorization", "Bearer " + authority)
                .header("Idempotency-Key", key)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private Reply verb(String key, String app, String id, String verb, String reason) {
        return send(to("/api/apps/" + app + "/releases/" + id + "/" + verb)
                .header("Authorization", "Bearer " + ADMIN)
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"" + reason + "\"}")));
    }

    private static byte[] patchOf(String app) {
        return ("a patch of " + app).getBytes(UTF_8);
    }

    private List<String> audited(String app) {
        List<String> actions = new ArrayList<>();
        for (JsonNode entry : manage("/api/audit?app=" + app).json().path("items")) {
            actions.add(entry.path("action").asString());
        }
        return actions;
    }

    @Test
    void aRepeatedUploadGetsTheSameAnswerAndIsDoneOnce() {
        String app = newApp();
        Reply first = upload(ADMIN, "\"one\"", app, "1.0.0", patchOf(app));
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(patchCheck(app).json().path("update").asBoolean()).isTrue();
        List<String> before = audited(app);

        Reply again = upload(ADMIN, "one", app, "1.0.0", patchOf(app));

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(audited(app)).isEqualTo(before);
    }

    @Test
    void aVerbThatWasUndoneMeanwhileIsNotDoneAgain() {
        String app = newApp();
        String id = publishPatch(app, patchOf(app), "1.0.0");
        Reply first = verb("pause-it", app, id, "pause", "crashes");
        assertThat(first.text("state")).isEqualTo("paused");
        verb(app, id, "resume");

        Reply again = verb("pause-it", app, id, "pause", "crashes");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(release(app, id).text("state")).isEqualTo("published");
        assertThat(audited(app)).containsOnlyOnce("release.paused");
    }

    @Test
    void theAnswerThatIsRememberedIsTheOneThatWouldHaveBeenGivenWithoutAKey() {
        String app = newApp();
        String id = publishPatch(app, patchOf(app), "1.0.0");
        Reply answer = verb("a", app, id, "pause", "");
        assertThat(answer.header("ETag")).isEqualTo(release(app, id).header("ETag"));
        assertThat(settled(answer.json())).isEqualTo(settled(release(app, id).json()));
        Reply change = patch(app, id, "{\"rollout\":25}", "Idempotency-Key", "b", "If-Match", answer.header("ETag"));
        assertThat(change.status()).as(change.toString()).isEqualTo(200);
        Reply again = patch(app, id, "{\"rollout\":25}", "Idempotency-Key", "b", "If-Match", answer.header("ETag"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(change.text());
    }

    @Test
    void aKeyBelongsToOneRequestOfOneCaller() {
        String app = newApp();
        String publisher = keyFor("publisher");
        assertThat(upload(ADMIN, "k", app, "1.0.0", patchOf(app)).status()).isEqualTo(201);

        Reply other = upload(ADMIN, "k", app, "2.0.0", patchOf(app));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reuse");
        assertThat(upload(ADMIN, "k", app, "1.0.0", "other bytes".getBytes(UTF_8))
                        .status())
                .isEqualTo(422);
        assertThat(upload(publisher, "k", app, "2.0.0", patchOf(app)).status()).isEqualTo(201);
    }

    @Test
    void whatWasRefusedMayBeTriedAgainWithTheSameKey() {
        String app = newApp();
        String id = publishPatch(app, patchOf(app), "1.0.0");
        assertThat(verb("later", app, id, "resume", "").status()).isIn(200, 409);
        assertThat(patch(app, id, "{\"rollout\":1000}", "Idempotency-Key", "wide")
                        .status())
                .isBetween(400, 422);
        assertThat(patch(app, id, "{\"rollout\":10}", "Idempotency-Key", "wide").status())
                .isEqualTo(200);
    }

    @Test
    void anAnswerIsForgottenAfterADay() {
        String app = newApp();
        upload(ADMIN, "daily", app, "1.0.0", patchOf(app));
        clock.advance(Duration.ofHours(25));
        assertThat(upload(ADMIN, "daily", app, "2.0.0", patchOf(app)).status()).isEqualTo(201);
    }

    @Test
    void ofManyEqualRequestsAtOnceOneIsDone() throws Exception {
        String app = newApp();
        ExecutorService clients = Executors.newFixedThreadPool(6);
        try {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                replies.add(clients.submit(() -> upload(ADMIN, "at once", app, "1.0.0", patchOf(app))));
            }
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).as(reply.get().toString()).isEqualTo(400);
            }
            replies.clear();
            for (int i = 0; i < 6; i++) {
                replies.add(clients.submit(() -> upload(ADMIN, "at-once", app, "1.0.0", patchOf(app))));
            }
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).as(reply.get().toString()).isEqualTo(201);
                assertThat(reply.get().text()).isEqualTo(replies.get(0).get().text());
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(manage("/api/apps/" + app + "/releases").json().path("items").size())
                .isEqualTo(1);
        assertThat(urlOf(patchCheck(app))).isNotEmpty();
    }

    /** Neither can be done twice: the second try finds the release as the first one left it. */
    @Test
    void whoAsksAgainBeforeTheFirstTryIsAnsweredGetsItsAnswer() throws Exception {
        String app = newApp();
        publishPatch(app, patchOf(app), "1.0.0");
        String id = publishPatch(app, patchOf(app + " again"), "1.0.0");
        String seen = release(app, id).header("ETag");
        equalAtOnce(() -> patch(app, id, "{\"rollout\":25}", "Idempotency-Key", "change", "If-Match", seen));
        equalAtOnce(() -> verb("back", app, id, "rollback", "crashes"));
        assertThat(audited(app)).containsOnlyOnce("release.changed").containsOnlyOnce("release.rolled-back");
    }

    private static void equalAtOnce(Supplier<Reply> request) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(6);
        try {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 6; i++) replies.add(clients.submit(request::get));
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().status()).as(reply.get().toString()).isEqualTo(200);
                assertThat(reply.get().text()).isEqualTo(replies.get(0).get().text());
            }
        } finally {
            clients.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "\"\""})
    void aKeyIsVisibleAscii(String key) {
        String app = newApp();
        assertThat(upload(ADMIN, key, app, "1.0.0", patchOf(app)).status()).isEqualTo(400);
    }

    @Test
    void aKeyHasAtMost255Characters() {
        String app = newApp();
        assertThat(upload(ADMIN, "x".repeat(256), app, "1.0.0", patchOf(app)).status())
                .isEqualTo(400);
        assertThat(upload(ADMIN, "x".repeat(255), app, "1.0.0", patchOf(app)).status())
                .isEqualTo(201);
    }
}
