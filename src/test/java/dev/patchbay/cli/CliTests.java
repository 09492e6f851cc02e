package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.ServerCommand;
import dev.patchbay.bsdiff.CBspatch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CliTests {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path old = Path.of("");
    private Path fresh = Path.of("");

    @BeforeEach
    void writePackages() throws IOException {
        old = Files.write(file("old.zip"), ErosZip.of("demo", "first").at(1).bytes());
        fresh = Files.write(file("new.zip"), ErosZip.of("demo", "second").at(2).bytes());
    }

    @Test
    void aDiffIsAppliedByPatchAndByTheCProgram() throws Exception {
        assertThat(run("diff", old, fresh, file("delta"))).as(err::toString).isEqualTo(Cli.OK);
        assertThat(run("patch", old, file("delta"), file("again.zip"))).isEqualTo(Cli.OK);
        assertThat(file("again.zip")).hasSameBinaryContentAs(fresh);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("diff: wrote ", "patch: wrote ");
        CBspatch.assumePresent();
        assertThat(CBspatch.apply(old, file("delta"), file("c.zip"))).isEqualTo(Files.readAllBytes(fresh));
    }

    @Test
    void appliesWhatTheCProgramMade() throws Exception {
        CBspatch.assumePresent();
        Process bsdiff = new ProcessBuilder(
                        "bsdiff",
                        old.toString(),
                        fresh.toString(),
                        file("delta").toString())
                .inheritIO()
                .start();
        assertThat(bsdiff.waitFor()).isZero();
        assertThat(run("patch", old, file("delta"), file("again.zip"))).isEqualTo(Cli.OK);
        assertThat(file("again.zip")).hasSameBinaryContentAs(fresh);
    }

    @Test
    void aRepackedPackageStaysTheSameWhenRepackedAgain() throws Exception {
        assertThat(run("repack", old, file("stored.zip"))).as(err::toString).isEqualTo(Cli.OK);
        assertThat(run("repack", file("stored.zip"), file("again.zip"))).isEqualTo(Cli.OK);
        assertThat(file("again.zip")).hasSameBinaryContentAs(file("stored.zip"));
        assertThat(Files.size(file("stored.zip"))).isGreaterThan(Files.size(old));
        assertThat(err.toString())
                .contains("jsVersion " + ErosZip.of("demo", "first").jsVersion() + " to ");
    }

    @Test
    void leavesNothingAndHarmsNothingWhenItFails() throws Exception {
        Files.writeString(file("delta"), "BSDIFF40 this is not");
        Files.writeString(file("target"), "what was there before");
        assertThat(run("patch", old, file("delta"), file("target"))).isEqualTo(Cli.FAILED);
        assertThat(run("repack", file("delta"), file("target"))).isEqualTo(Cli.FAILED);
        assertThat(run("diff", file("no.zip"), fresh, file("target"))).isEqualTo(Cli.FAILED);
        assertThat(file("target")).hasContent("what was there before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("old.zip", "new.zip", "delta", "target");
        }
        assertThat(err.toString()).contains("there is no " + file("no.zip")).doesNotContain("\tat ");
    }

    @Test
    void saysWhereItCannotWrite() {
        assertThat(run("repack", old, file("not/there/x.zip"))).isEqualTo(Cli.FAILED);
        assertThat(run("repack", old, folder)).isEqualTo(Cli.FAILED);
        assertThat(err.toString()).contains("make it first", "name a file in it");
    }

    @Test
    void refusesToOverwriteWhatItReads() {
        assertThat(run("diff", old, fresh, old)).isEqualTo(Cli.USAGE);
        assertThat(err.toString()).contains("would be overwritten");
    }

    @Test
    void refusesADeltaThatMakesTooMuch() throws Exception {
        Files.write(file("large"), new byte[3 << 20]);
        run("diff", old, file("large"), file("delta"));
        assertThat(run("patch", old, file("delta"), file("x"), "--max-size=2")).isEqualTo(Cli.FAILED);
        assertThat(run("patch", old, file("delta"), file("x"), "--max-size=0")).isEqualTo(Cli.USAGE);
        assertThat(run("patch", old, file("delta"), file("x"), "--max-size=3")).isEqualTo(Cli.OK);
    }

    @Test
    void tellsWhoCallsItWronglyHowToCallIt() {
        assertThat(run("diff", old)).isEqualTo(Cli.USAGE);
        assertThat(err.toString()).contains("Missing required parameters", "Usage: patchbay diff");
        assertThat(run("dif", old, fresh)).isEqualTo(Cli.USAGE);
        assertThat(err.toString()).contains("diff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helps(String word) {
        assertThat(run(word)).isEqualTo(Cli.OK);
        assertThat(out.toString()).contains("java -jar patchbay.jar", "diff", "patch", "repack");
    }

    @Test
    void knowsAServersArgumentsFromACommands() {
        assertThat(Cli.isMeant()).isFalse();
        assertThat(Cli.isMeant("--server.port=8081")).isFalse();
        assertThat(Cli.isMeant("--debug", "diff")).isFalse();
        assertThat(Cli.isMeant("diff", "a", "b", "c")).isTrue();
        assertThat(Cli.isMeant("--version")).isTrue();
        assertThat(Cli.isMeant("dif")).as("no server is meant by it").isTrue();
    }

    @Test
    void theJarsEntryPointRunsACommandWithoutTheServer() throws Exception {
        List<String> command = ServerCommand.command();
        command.addAll(List.of("repack", "no-such.zip", "out.zip"));
        Process child = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes());
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(said).isEqualTo(Cli.FAILED);
        assertThat(said.lines()).singleElement().asString().contains("there is no no-such.zip");
        assertThat(folder.resolve("patches")).doesNotExist();
    }

    private int run(Object... args) {
        List<String> texts = new ArrayList<>();
        for (Object arg : args) texts.add(arg.toString());
        CommandLine line = Cli.commandLine(new Surroundings(Map.of(), folder, false, Clock.systemUTC()));
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(texts.toArray(String[]::new));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }
}
