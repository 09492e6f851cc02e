package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server of its own process, killed without warning: whatever it has answered for must be there afterwards. The tests share
 * it and leave one running.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartTests extends OverHttp {
    private Path folder;
    private ServerProcess server;
    private int port;

    @Override
    protected int port() {
        return port;
    }

    @BeforeAll
    void start(@TempDir Path shared) throws IOException {
        folder = shared;
        start();
    }

    @AfterAll
    void stop() {
        if (server != null) server.close();
    }

    private void start() throws IOException {
        server = ServerProcess.begin(folder, folder.resolve("home"), ADMIN, "--patchbay.download.token-ttl=10m");
        port = server.port();
    }

    private void kill() throws InterruptedException {
        server.kill();
    }

    @Test
    void aSecondServerOnTheSameFolderIsToldSoInOneSentence() throws Exception {
        try (ServerProcess second =
                ServerProcess.begin(folder, folder.resolve("home"), ADMIN, "--patchbay.download.token-ttl=10m")) {
            assertThat(second.exitCode()).isNotZero();
            assertThat(second.log())
                    .contains("Another Patchbay is running on " + folder.resolve("home") + "; stop that one")
                    .doesNotContain("\tat ");
        }
    }

    /** Each class costs memory, and time at each start. */
    @Test
    void loadsNothingThatOnlyFewEverAskFor() throws Exception {
        List<String> classes = server.classes();
        assertThat(classes).anyMatch(name -> name.startsWith("dev.patchbay."));
        for (String seldom : List.of(
                "io.swagger.v3.core.util.Json",
                "com.fasterxml.jackson.databind.ser.DefaultSerializerProvider",
                "org.apache.hc.client5.http.impl.io.",
                "net.bytebuddy.",
                "org.hibernate.validator.",
                "org.springframework.data.jpa.repository.query.HqlParser")) {
            assertThat(classes.stream().filter(name -> name.startsWith(seldom))).isEmpty();
        }
    }

    @Test
    void afterAKillTheSameQuestionsGetTheSameAnswers() throws Exception {
        ErosZip first = ErosZip.of("demo", "first").at(time(1));
        ErosZip second = ErosZip.of("demo", "second").at(time(2));
        ErosZip third = ErosZip.of("demo", "third").at(time(3));
        manage("POST", "/api/apps/demo/sealing/keys", "{}");
        publish("demo", first.bytes(), "platform", "ios");
        String id = publish("demo", second.bytes(), "platform", "ios", "notes", "Kept")
                .get("ios");
        finishedDeltasOf("demo", id);
        // the row is there a moment before checks know of it
        await().until(() -> erosCheck("demo", first.jsVersion())
                .json()
                .path("data")
                .path("diff")
                .asBoolean());
        String paused = publish("demo", third.bytes(), "platform", "ios", "rollout", "33.33")
                .get("ios");
        Reply change = patch("demo", paused, Map.of("priority", "idle"), "Idempotency-Key", "once");
        verb("demo", paused, "pause");
        List<JsonNode> before = answers(first, second, third);
        String sealedPath = pathOf(erosCheck("demo", first.jsVersion(), "sealed", "1"));
        Reply sealed = get(sealedPath);
        String link = pathOf(erosCheck("demo", first.jsVersion()));
        byte[] delta = download(link);
        String draft = upload(
                        "demo", ErosZip.of("demo", "last").at(time(4)).bytes(), "draft", "true", "platform", "ios")
                .json()
                .path("releases")
                .path(0)
                .path("id")
                .asString();

        String spent = urlOf(patchCheck("demo"));
        download(spent);

        kill();
        start();

        assertThat(answers(first, second, third)).isEqualTo(before);
        Reply repeated = patch("demo", paused, Map.of("priority", "idle"), "Idempotency-Key", "once");
        assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(repeated.text()).as("an answer that was lost").isEqualTo(change.text());
        Reply sealedAgain = get(sealedPath.replaceFirst(":[0-9]+/", ":" + port + "/"));
        assertThat(sealedAgain.bytes()).isEqualTo(sealed.bytes());
        assertThat(sealedAgain.header("ETag")).isEqualTo(sealed.header("ETag"));
        assertThat(release("demo", draft).text("state")).isEqualTo("draft");
        assertThat(finishedDeltasOf("demo", draft))
                .as("jobs go on where they were")
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.path("state").asString()).isEqualTo("ready"));
        assertThat(get(spent).status()).as("a link that was spent before").isEqualTo(404);
        byte[] again = download(link.replaceFirst(":[0-9]+/", ":" + port + "/"));
        assertThat(again).as("a link that was given out before").isEqualTo(delta);
        assertThat(Patched.withJava(first.bytes(), again)).isEqualTo(second.bytes());
    }

    /** All that is asked for and does not change by itself; links and the time to ask again carry random numbers. */
    private List<JsonNode> answers(ErosZip... zips) {
        List<JsonNode> answers = new ArrayList<>();
        for (ErosZip zip : zips) {
            Reply byEros = erosCheck("demo", zip.jsVersion());
            JsonNode eros = byEros.json();
            answers.add(erosCheck("demo", zip.jsVersion(), "sealed", "1")
                    .json()
                    .path("data")
                    .path("sealed"));
            if (eros.path("data").has("path")) {
                ((ObjectNode) eros.path("data"))
                        .put("path", pathOf(byEros).replaceFirst("^.*/app/", "").replaceFirst("token=.*", ""));
            }
            ObjectNode ocrunner =
                    (ObjectNode) patchCheck("demo", "md5", DigestUtils.md5Hex(zip.bytes()), "isDiff", true)
                            .json();
            ocrunner.remove(List.of("url", "offer", "nextCheckAfter"));
            answers.add(eros);
            answers.add(ocrunner);
        }
        manage("/api/apps/demo/releases").json().path("items").forEach(release -> {
            if (!release.path("state").asString().equals("draft")) answers.add(settled(release));
        });
        return answers;
    }
}
