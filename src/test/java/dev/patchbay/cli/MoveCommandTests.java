package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.StoppedHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the command is called; what it does is in {@code MoveJourneyTests}. */
class MoveCommandTests {
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:9/patchbay";

    @TempDir
    private Path folder;

    private Shell.Ran move(Object... words) {
        Object[] all = new Object[words.length + 1];
        all[0] = "move";
        System.arraycopy(words, 0, all, 1, words.length);
        return new Shell(folder).run(all);
    }

    private Path installation() throws Exception {
        Path home = folder.resolve("old");
        try (StoppedHome opened = new StoppedHome(new PatchbayHome(home), Clock.systemUTC())) {
            opened.database().getConnection().close();
        }
        assertThat(StoppedHome.hasDatabase(home)).isTrue();
        return home;
    }

    @Test
    void aFolderWithoutAnInstallationIsNamedAndNotMade() {
        Path home = folder.resolve("none");
        Shell.Ran ran = move("--home=" + home, "--to-database=" + NOWHERE, "--to-folder=" + folder.resolve("new"));
        assertThat(ran.code()).isEqualTo(Cli.FAILED);
        assertThat(ran.err()).contains("there is no installation in " + home).doesNotContain("\tat ");
        assertThat(home).doesNotExist();
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void whatCannotBeMeantIsMisuse() throws Exception {
        Path home = installation();
        String from = "--home=" + home;
        String to = "--to-folder=" + folder.resolve("new");
        assertThat(move(from, to).code()).as("no database").isEqualTo(Cli.USAGE);
        assertThat(move(from, "--to-database=" + NOWHERE).code()).as("no store").isEqualTo(Cli.USAGE);
        assertThat(move(from, "--to-database=jdbc:h2:mem:x", to).err()).contains("jdbc:postgresql:");
        assertThat(move(from, "--to-database=" + NOWHERE, to, "--to-bucket=bytes")
                        .code())
                .as("two stores")
                .isEqualTo(Cli.USAGE);
        assertThat(move(from, "--to-database=" + NOWHERE, to, "--endpoint=http://127.0.0.1:9")
                        .code())
                .as("an endpoint without a bucket")
                .isEqualTo(Cli.USAGE);
        assertThat(move(from, "--to-database=" + NOWHERE, "--to-folder=" + home).err())
                .contains("the files are there already");
        assertThat(move(from, "--to-database=" + NOWHERE, to, "--parallel=0").code())
                .isEqualTo(Cli.USAGE);
        Path there = Files.writeString(folder.resolve("secrets"), "of somebody else");
        assertThat(move(from, "--to-database=" + NOWHERE, to, "--secrets-to=" + there)
                        .code())
                .isEqualTo(Cli.USAGE);
        assertThat(there).hasContent("of somebody else");
    }

    @Test
    void aDatabaseThatIsNotThereIsNoFaultOfOurs() throws Exception {
        Shell.Ran ran = move(
                "--home=" + installation(),
                "--to-database=" + NOWHERE + "?password=secret",
                "--to-folder=" + folder.resolve("new"));
        assertThat(ran.code()).as(ran.err()).isEqualTo(Cli.UNREACHABLE);
        assertThat(ran.err())
                .contains("The database " + NOWHERE + " does not answer")
                .doesNotContain("secret", "\tat ");
    }

    @Test
    void nodesAreStartedWithAllButTheSecretsOfWhatTheMoveWasGiven() {
        String url = "jdbc:postgresql://db.example.com/patchbay";
        assertThat(MoveWords.settingsOfNodes(url, Map.of()))
                .isEqualTo("--spring.profiles.active=cluster --spring.datasource.url=" + url
                        + " --patchbay.storage.shared-folder=true");
        assertThat(MoveWords.settingsOfNodes(
                        url + "?sslmode=require&password=secret&sslPassword=secret&currentSchema=apps",
                        Map.of("bucket", "bytes")))
                .isEqualTo("--spring.profiles.active=cluster '--spring.datasource.url=" + url
                        + "?sslmode=require&currentSchema=apps' --patchbay.storage.s3.bucket=bytes");
        assertThat(MoveWords.settingsOfNodes(url + "?password=secret", Map.of("bucket", "bytes")))
                .contains("url=" + url + " ");
    }

    @Test
    void aBucketThatIsNotThereIsNoFaultOfOurs() throws Exception {
        Shell.Ran ran = move(
                "--home=" + installation(),
                "--to-database=" + NOWHERE,
                "--to-bucket=bytes",
                "--endpoint=http://127.0.0.1:9");
        assertThat(ran.code()).as(ran.err()).isEqualTo(Cli.FAILED);
        assertThat(ran.err()).contains("bucket").doesNotContain("\tat ");
        assertThat(move("--home=" + folder.resolve("old"), "--to-database=" + NOWHERE, "--to-bucket=No Bucket")
                        .err())
                .contains("write the bucket's name alone");
    }
}
