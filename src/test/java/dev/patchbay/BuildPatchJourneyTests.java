package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BuildPatchJourneyTests extends Journey {
    @TempDir
    private Path folder;

    @BeforeAll
    static void needGit() {
        Needed.assumeInstalled("git");
    }

    @Test
    void whatIsPublishedIsWhatADeviceGets() throws IOException {
        BuildPatch sources = new BuildPatch(folder);
        sources.write("A.m", "one");
        String old = sources.commit("one");
        sources.write("A.m", "two");
        sources.commit("Zwei: 修复崩溃; \"$(rm)\"");
        String app = newApp();
        Path place = Files.createDirectories(folder.resolve("a;b,\"c\" 目录"));
        Map<String, String> server = Map.of("PATCHBAY_SERVER", "http://127.0.0.1:" + port + "/", "PATCHBAY_KEY", ADMIN);

        BuildPatch.Outcome outcome = sources.run(
                place,
                server,
                "--repo",
                sources.repository().toString(),
                "--publish",
                "--app",
                app,
                "--version",
                "2.1.0",
                "--rollout=100",
                old,
                "HEAD");

        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(outcome.out().lines()).hasSize(1);
        assertThat(outcome.err()).contains("published: ").doesNotContain(ADMIN);
        assertThat(download(urlOf(patchCheck(app, "version", "2.1.0"))))
                .isEqualTo(Files.readAllBytes(Path.of(outcome.out().strip())));
        JsonNode release =
                manage("/api/apps/" + app + "/releases").json().path("items").path(0);
        assertThat(release.path("notes").asString()).isEqualTo("Zwei: 修复崩溃; \"$(rm)\"");
    }

    @Test
    void aRefusedUploadPublishesNothing() throws IOException {
        BuildPatch sources = new BuildPatch(folder);
        String old = sources.commit("nothing");
        sources.write("A.m", "one");
        sources.commit("one");
        Map<String, String> server = Map.of("PATCHBAY_SERVER", "http://127.0.0.1:" + port, "PATCHBAY_KEY", "wrong-key");

        BuildPatch.Outcome outcome = sources.run(
                sources.repository(), server, "--publish", "--app", newApp(), "--version", "2.1.0", old, "HEAD");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("the server answered 401", "not published");
    }
}
