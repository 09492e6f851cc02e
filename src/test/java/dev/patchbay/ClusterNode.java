package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, which can be killed, frozen and thawed. */
final class ClusterNode extends OverHttp implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration START = Duration.ofSeconds(120);

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> settings;
    private Path log;
    private Process process;
    private int chosen;
    private int port;

    /**
     * @param folder of this server alone; its home lies there
     * @param settings as arguments
     */
    ClusterNode(Path folder, Map<String, String> environment, List<String> settings) {
        this.folder = folder;
        this.environment = environment;
        this.settings = settings;
    }

    /** Where it listens at each start; anywhere unless told. */
    ClusterNode at(int port) {
        this.chosen = port;
        return this;
    }

    Path home() {
        return folder.resolve("home");
    }

    /** Without waiting until it answers. */
    ClusterNode begin() {
        try {
            log = Files.createTempFile(Files.createDirectories(folder), "server-", ".log");
            ProcessBuilder java = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            java.environment().putAll(environment);
            process = java.start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command() {
        List<String> command = ServerCommand.command();
        command.addAll(List.of("--server.port=" + chosen, "--server.address=127.0.0.1", "--patchbay.home=" + home()));
        command.addAll(settings);
        return command;
    }

    ClusterNode untilItAnswers() {
        port = await().atMost(START).until(this::portInLog, at -> at > 0);
        return this;
    }

    private int portInLog() {
        String text = log();
        assertThat(process.isAlive()).as(text).isTrue();
        Matcher listens = LISTENS.matcher(text);
        return listens.find() ? Integer.parseInt(listens.group(1)) : 0;
    }

    /** For one that does not get so far. */
    int exitValue() throws InterruptedException {
        return process.waitFor();
    }

    /** What this start has written so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What went wrong since this start, each with the lines behind it. */
    String errors() {
        String[] lines = log().split("\n");
        StringBuilder errors = new StringBuilder();
        int left = 0;
        for (String line : lines) {
            if (line.contains(" ERROR ") || line.contains(" WARN ")) left = 25;
            if (left-- > 0) errors.append(line).append('\n');
        }
        return errors.toString();
    }

    /** As an operator or a platform stops it: what is under way is finished. */
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(log()).isTrue();
        assertThat(process.exitValue()).as(log()).isEqualTo(143);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void freeze() throws Exception {
        signal("STOP");
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    /** What each of its threads does; a JVM writes that to its log when it is asked to. */
    String threads() throws Exception {
        int before = log().length();
        signal("QUIT");
        return await().until(() -> log().substring(before), said -> said.contains("JNI global refs"));
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Override
    protected int port() {
        return port;
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
    }
}
