package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's shell lines as they stand, top to bottom in one shell, against a server of its own. */
class ReadmeTests {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```");
    private static final Duration START = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    private Process server;

    @AfterEach
    void stop() {
        if (server != null) server.destroyForcibly();
    }

    @Test
    void whatTheReadmeSaysWorks() throws Exception {
        Needed.assumeInstalled("curl");
        Path jar = jar();
        int port = QuietPorts.take();
        start(port);
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> !block.startsWith("./mvnw")
                        && !block.contains("java -jar")) // servers: this test starts its own
                .toList();
        assertThat(blocks).hasSizeGreaterThan(8);
        String script = "set -eo pipefail\n" + String.join("\n", blocks).replace("localhost:8080", "127.0.0.1:" + port);
        Outcome outcome = run(script, jar);
        assertThat(outcome.code()).as(outcome.said()).isZero();
        assertThat(outcome.said())
                .contains("patched, byte for byte", "wrote v1.zip", "\"update\":true", "withdrawn", "\"dryRun\":true");
        assertThat(Files.size(folder.resolve("tour/v1-to-v2.delta"))).isLessThan(2000);
    }

    private record Outcome(int code, String said) {}

    private Outcome run(String script, Path jar) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "shell", ".log");
        Files.createSymbolicLink(folder.resolve("scripts"), Path.of("scripts").toAbsolutePath());
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        bash.environment().put("PATCHBAY_JAR", jar.toString());
        bash.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = bash.start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(said));
    }

    /** The jar is built after the tests; this one only leads to what it is built from. */
    private Path jar() throws IOException {
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.contains("surefire"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "dev.patchbay.PatchbayApplication");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
        Path jar = folder.resolve("patchbay.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream made = new JarOutputStream(out, manifest)) {
            made.finish();
        }
        return jar;
    }

    private void start(int port) throws IOException {
        Path log = folder.resolve("server.log");
        List<String> command = ServerCommand.command();
        command.addAll(List.of("--server.port=" + port, "--server.address=127.0.0.1"));
        ProcessBuilder java = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        java.environment().put("PATCHBAY_ADMIN_KEY", "let-me-in");
        server = java.start();
        await().atMost(START).pollInterval(Duration.ofMillis(200)).until(() -> isUp(port, log));
    }

    private boolean isUp(int port, Path log) throws IOException {
        assertThat(server.isAlive()).as(Files.readString(log)).isTrue();
        try {
            URI.create("http://127.0.0.1:" + port + "/actuator/health")
                    .toURL()
                    .openStream()
                    .close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
