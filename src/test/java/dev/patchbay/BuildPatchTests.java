package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildPatchTests {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int NOTHING_CHANGED = 3;
    private static final int NOT_PUBLISHED = 4;

    @TempDir
    private Path folder;

    private BuildPatch app;
    private String first = "";

    @BeforeAll
    static void needGit() {
        Needed.assumeInstalled("git");
    }

    @BeforeEach
    void makeRepository() throws IOException {
        app = new BuildPatch(folder);
        app.write("Sources/Home.m", "home, first\n");
        app.write("Sources/Gone.m", "gone\n");
        app.write("Sources/Moved.m", "moved, with words enough to be recognized\n");
        app.write("README.md", "first\n");
        first = app.commit("first");
    }

    @Test
    void compilesWhatChangedAsItWasInTheSecondCommit() throws IOException {
        app.write("Sources/Home.m", "home, second\n");
        app.write("Sources/New.mm", "new\n");
        app.write("Sources/New.h", "a header\n");
        app.write("README.md", "second\n");
        app.write("Makefile.am", "no such ending\n");
        app.git("mv", "Sources/Moved.m", "Sources/MovedAway.m");
        app.git("rm", "-q", "Sources/Gone.m");
        String second = app.commit("second");
        app.write("Sources/Home.m", "home, third\n");
        app.commit("third");
        app.write("Sources/Home.m", "home, not committed\n");

        BuildPatch.Outcome outcome = app.run(app.repository(), first, second);

        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(app.files()).containsExactlyInAnyOrder("Sources/Home.m", "Sources/New.mm", "Sources/MovedAway.m");
        assertThat(app.contents())
                .contains("home, second", "new", "moved, with")
                .doesNotContain("third", "not committed");
        assertThat(outcome.out())
                .as("the path alone")
                .isEqualTo(app.repository().toRealPath().resolve("binarypatch") + "\n");
        assertThat(outcome.err()).contains("a log line that is not for the caller", "left out: README.md");
        assertThat(Path.of(outcome.out().strip())).content().contains("home, second");
    }

    @Test
    void worksFromAnyFolder() throws IOException {
        app.write("Sources/Home.m", "home, second\n");
        String second = app.commit("second");
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path inside = app.repository().resolve("Sources");
        Files.createDirectories(folder.resolve("refs dir/Scripts.bundle"));

        BuildPatch.Outcome outside = app.run(
                elsewhere,
                "--repo=" + app.repository(),
                "--refs",
                "../refs dir/Scripts.bundle",
                "--type=binary",
                "--app-version",
                ">=1.2",
                "--output",
                "my patch",
                first,
                second);
        assertThat(outside.code()).as(outside.toString()).isZero();
        assertThat(Path.of(outside.out().strip()))
                .isEqualTo(elsewhere.toRealPath().resolve("my patch"));
        assertThat(app.files()).containsExactly("Sources/Home.m");
        assertThat(app.arguments())
                .containsSubsequence(
                        "-refs",
                        folder.toRealPath().resolve("refs dir/Scripts.bundle").toString())
                .containsSubsequence("-output")
                .containsSubsequence("-type", "binary", "-appVersion", ">=1.2");

        BuildPatch.Outcome below = app.run(inside, first, "HEAD");
        assertThat(below.code()).as(below.toString()).isZero();
        assertThat(app.files()).as("also those outside of that folder").containsExactly("Sources/Home.m");
        assertThat(inside.resolve("binarypatch")).exists();
    }

    @Test
    void takesNamesAsTheyAre() throws IOException {
        List<String> names = List.of(
                "with space.m",
                "-output.m",
                "quote\"s and 'more'.m",
                "new\nline.m",
                "$(touch stolen).m",
                "`touch stolen`;touch stolen.m",
                "back\\slash.m",
                "star*.m",
                "页面/首页.m",
                "emoji 🎉.mm",
                "é.m",
                "tab\there.m",
                "a/-rf/$HOME.m",
                ".m");
        for (String name : names) app.write(name, "content of " + name);
        String second = app.commit("hostile");

        BuildPatch.Outcome outcome = app.run(app.repository(), first, second);

        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(app.files()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(app.contents())
                .contains(names.stream().map("content of "::concat).toList());
        assertThat(outcome.out().lines()).hasSize(1);
        assertThat(app.repository().resolve("stolen")).doesNotExist();
    }

    @Test
    void compilesNeitherLinksNorModulesNorWhatOnlyBecameExecutable() throws IOException {
        Files.createSymbolicLink(app.repository().resolve("Link.m"), Path.of("Sources/Home.m"));
        app.write("Sources/Home.m", "home, second\n");
        app.git("add", "-A");
        app.git("update-index", "--chmod=+x", "Sources/Gone.m");
        app.git("update-index", "--add", "--cacheinfo", "160000," + first + ",module.m");
        app.git("commit", "-q", "-m", "second");

        BuildPatch.Outcome outcome = app.run(app.repository(), first, "HEAD");
        assertThat(outcome.code()).as(outcome.toString()).isZero();
        assertThat(app.files()).containsExactly("Sources/Home.m");
    }

    @Test
    void compilesTheEndingsThatItIsTold() throws IOException {
        app.write("a.m", "1");
        app.write("b.c", "2");
        app.write("c.M", "3");
        app.write("dm", "4");
        String second = app.commit("second");

        assertThat(app.run(app.repository(), "--extensions=c,mm", first, second).code())
                .isZero();
        assertThat(app.files()).containsExactly("b.c");
        assertThat(app.run(app.repository(), first, second).code()).isZero();
        assertThat(app.files()).containsExactly("a.m");
        assertThat(app.run(app.repository(), "--extensions=*", first, second).code())
                .isEqualTo(MISUSED);
    }

    @Test
    void failsWhenTheGeneratorFailsWhateverItLeftBehind() throws IOException {
        app.write("Sources/Home.m", "home, second\n");
        String second = app.commit("second");
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        app.write("binarypatch", "an older patch, which must not be taken for this one");
        app.standInFails();

        BuildPatch.Outcome outcome = app.run(app.repository(), Map.of("TMPDIR", temporary.toString()), first, second);

        assertThat(outcome.code()).isEqualTo(FAILED);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("PatchGenerator failed with exit code 7");
        try (var left = Files.list(app.repository())) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("binarypatch"));
        }
        assertThat(BuildPatch.leftIn(temporary)).isEmpty();
    }

    @Test
    void failsWhenTheGeneratorWritesNothing() throws IOException {
        app.write("Sources/Home.m", "home, second\n");
        String second = app.commit("second");
        app.standInWritesNothing();

        BuildPatch.Outcome outcome = app.run(app.repository(), first, second);
        assertThat(outcome.code()).isEqualTo(FAILED);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("wrote no patch");
    }

    @Test
    void tellsApartThatNothingChanged() throws IOException {
        app.write("README.md", "second\n");
        app.git("rm", "-q", "Sources/Gone.m");
        String second = app.commit("second");

        BuildPatch.Outcome outcome = app.run(app.repository(), first, second);
        assertThat(outcome.code()).isEqualTo(NOTHING_CHANGED);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("there is nothing to patch");
        assertThat(app.compiled()).isFalse();
    }

    @Test
    void saysWhatIsWrongWithTheCall() throws IOException {
        assertThat(app.run(app.repository(), first).code()).isEqualTo(MISUSED);
        assertThat(app.run(app.repository(), "--no-such", "x", first, first).code())
                .isEqualTo(MISUSED);
        assertThat(app.run(app.repository(), "--type=exe", first, first).code()).isEqualTo(MISUSED);
        BuildPatch.Outcome unknown = app.run(app.repository(), first, "no-such-branch");
        assertThat(unknown.code()).isEqualTo(FAILED);
        assertThat(unknown.err()).contains("there is no commit no-such-branch");
        assertThat(app.run(folder, first, first).err()).contains("no folder of a git repository");
        assertThat(app.run(app.repository(), "--output=not/there", first, first).err())
                .contains("make it first");
        assertThat(app.run(app.repository(), "--generator=no-such-program", first, first)
                        .err())
                .contains("--generator or in PATCH_GENERATOR");
        assertThat(app.run(app.repository(), "--help").out()).contains("Usage: build-patch", "Exit codes");
    }

    @Test
    void wantsToKnowWhereAndAsWhomToPublishBeforeItBuilds() throws IOException {
        Map<String, String> server = Map.of("PATCHBAY_SERVER", "http://127.0.0.1:1", "PATCHBAY_KEY", "");
        BuildPatch.Outcome keyless =
                app.run(app.repository(), server, "--publish", "--app=demo", "--version=1.0.0", first, first);
        assertThat(keyless.code()).isEqualTo(MISUSED);
        assertThat(keyless.err()).contains("PATCHBAY_KEY");
        Map<String, String> twoLines = Map.of("PATCHBAY_SERVER", "http://127.0.0.1:1", "PATCHBAY_KEY", "a\nX-B: c");
        assertThat(app.run(app.repository(), twoLines, "--publish", "--app=demo", "--version=1.0.0", first, first)
                        .code())
                .isEqualTo(MISUSED);
        Map<String, String> all = Map.of("PATCHBAY_SERVER", "http://127.0.0.1:1", "PATCHBAY_KEY", "a-key");
        assertThat(app.run(app.repository(), all, "--publish", "--app=a/../b", "--version=1.0.0", first, first)
                        .code())
                .isEqualTo(MISUSED);
        assertThat(app.compiled()).isFalse();
    }

    @Test
    void keepsThePatchWhenNoServerAnswers() throws IOException {
        app.write("Sources/Home.m", "home, second\n");
        String second = app.commit("second");
        Map<String, String> closed = Map.of("PATCHBAY_SERVER", "gopher://127.0.0.1:1", "PATCHBAY_KEY", "a-key");

        BuildPatch.Outcome outcome =
                app.run(app.repository(), closed, "--publish", "--app=demo", "--version=1.0.0", first, second);

        assertThat(outcome.code()).as(outcome.toString()).isEqualTo(NOT_PUBLISHED);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("not published").doesNotContain("a-key");
        assertThat(app.repository().resolve("binarypatch")).exists();
    }
}
