package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A server of its own process, killed without warning: whatever it has answered for must be there afterwards. */
class RestartTests extends OverHttp {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration START = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private Process server;
    private int port;

    @Override
    protected int port() {
        return port;
    }

    @AfterEach
    void stop() {
        if (server != null) server.destroyForcibly();
    }

    /** As the jar does it, without what only tests have. */
    private void start() throws IOException {
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes" + File.separator))
                .collect(Collectors.joining(File.pathSeparator));
        Path log = Files.createTempFile(folder, "server-", ".log");
        ProcessBuilder java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        classes,
                        "dev.patchbay.PatchbayApplication",
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--patchbay.home=" + folder.resolve("home"),
                        "--db-scheduler.heartbeat-interval=1s")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        java.environment().put("PATCHBAY_ADMIN_KEY", ADMIN);
        server = java.start();
        port = await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> portIn(log), found -> found > 0);
    }

    private int portIn(Path log) throws IOException {
        String text = Files.readString(log);
        assertThat(server.isAlive()).as(text).isTrue();
        Matcher started = STARTED.matcher(text);
        return started.find() ? Integer.parseInt(started.group(1)) : 0;
    }

    private void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    @Test
    void afterAKillTheSameQuestionsGetTheSameAnswers() throws Exception {
        ErosZip first = ErosZip.of("demo", "first").at(time(1));
        ErosZip second = ErosZip.of("demo", "second").at(time(2));
        ErosZip third = ErosZip.of("demo", "third").at(time(3));
        start();
        manage("POST", "/api/apps/demo/sealing/keys", "{}");
        publish("demo", first.bytes(), "platform", "ios");
        String id = publish("demo", second.bytes(), "platform", "ios", "notes", "Kept")
                .get("ios");
        finishedDeltasOf("demo", id);
        String paused = publish("demo", third.bytes(), "platform", "ios", "rollout", "33.33")
                .get("ios");
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

        kill();
        start();

        assertThat(answers(first, second, third)).isEqualTo(before);
        Reply sealedAgain = get(sealedPath.replaceFirst(":[0-9]+/", ":" + port + "/"));
        assertThat(sealedAgain.bytes()).isEqualTo(sealed.bytes());
        assertThat(sealedAgain.header("ETag")).isEqualTo(sealed.header("ETag"));
        assertThat(release("demo", draft).text("state")).isEqualTo("draft");
        assertThat(finishedDeltasOf("demo", draft))
                .as("jobs go on where they were")
                .hasSize(3)
                .allSatisfy(one -> assertThat(one.path("state").asString()).isEqualTo("ready"));
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
