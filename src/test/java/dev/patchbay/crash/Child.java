package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.ServerCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The server in a process of its own, as the jar runs it, which can be killed without warning and started again. */
final class Child implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STARTED = Pattern.compile("Started PatchbayApplication in");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final Path home;
    private final String adminKey;
    private final List<String> settings;
    private final Path agent;
    private Process process;
    private Path log;
    private int port;

    /**
     * @param home what is killed and started again
     * @param settings arguments beside those every child has
     */
    Child(Path folder, Path home, String adminKey, String... settings) throws IOException {
        this.folder = folder;
        this.home = home;
        this.adminKey = adminKey;
        this.settings = List.of(settings);
        this.agent = CrossingAgent.jar(folder);
    }

    void start() throws Exception {
        log = Files.createTempFile(folder, "server-", ".log");
        ProcessBuilder java = new ProcessBuilder(command())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        java.environment().put("PATCHBAY_ADMIN_KEY", adminKey);
        process = java.start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!STARTED.matcher(log()).find()) {
            assertThat(process.isAlive() && System.nanoTime() < end)
                    .as("the server starts: " + log())
                    .isTrue();
            Thread.sleep(50);
        }
        Matcher listens = LISTENS.matcher(log());
        assertThat(listens.find()).as(log()).isTrue();
        port = Integer.parseInt(listens.group(1));
    }

    private List<String> command() {
        String methods = Step.methods().collect(Collectors.joining(","));
        List<String> command = ServerCommand.command("-javaagent:" + agent + "=" + methods);
        command.addAll(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--patchbay.home=" + home,
                "--patchbay.limits.enabled=false",
                "--patchbay.retention.grace=0s",
                "--db-scheduler.polling-interval=200ms",
                "--db-scheduler.heartbeat-interval=250ms"));
        command.addAll(settings);
        return command;
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    Path home() {
        return home;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What this start has written so far. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has the process killed when it comes to a step, which it may have done by the time this returns.
     *
     * @param passage 1 for the next time
     */
    void dieAt(Step step, int passage) throws Exception {
        String line = step.place() + " " + passage + "\n";
        long before = timesHeard(line);
        process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        await().until(() -> !process.isAlive() || timesHeard(line) > before);
    }

    private long timesHeard(String line) {
        return Pattern.compile(Crossing.HEARD + line, Pattern.LITERAL)
                .matcher(log())
                .results()
                .count();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits for somebody else's SIGKILL. */
    boolean isKilledWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() == 128 + 9;
    }

    @Override
    public void close() {
        if (process != null) process.destroyForcibly();
    }
}
