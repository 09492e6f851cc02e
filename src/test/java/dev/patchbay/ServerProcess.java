package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own. */
final class ServerProcess implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Duration START = Duration.ofSeconds(120);

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Does not wait until it is there. */
    static ServerProcess begin(Path folder, Path home, String adminKey, String... settings) throws IOException {
        List<String> command = ServerCommand.command();
        command.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--patchbay.home=" + home));
        command.addAll(List.of(settings));
        Path log = Files.createTempFile(folder, "server-", ".log");
        ProcessBuilder java = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        java.environment().put("PATCHBAY_ADMIN_KEY", adminKey);
        return new ServerProcess(java.start(), log);
    }

    /** The port it listens on, as soon as it does. */
    int port() {
        return await().atMost(START).until(this::portInLog, found -> found > 0);
    }

    private int portInLog() throws IOException {
        assertThat(process.isAlive()).as(log()).isTrue();
        Matcher started = STARTED.matcher(log());
        return started.find() ? Integer.parseInt(started.group(1)) : 0;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** Names of all classes that it has loaded. */
    List<String> classes() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process asked = new ProcessBuilder(jcmd, String.valueOf(process.pid()), "VM.class_hierarchy")
                .redirectErrorStream(true)
                .start();
        return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceAll("^[| -]*", ""))
                .toList();
    }

    /** Asks it to stop, as an operator or a platform does. */
    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
