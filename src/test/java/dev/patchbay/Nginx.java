package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real nginx that runs in a folder of its own and goes by the {@code nginx.conf} there. */
public final class Nginx implements AutoCloseable {
    private static final String CONFIGURATION = "nginx.conf";

    private final Process process;
    private final Path log;
    private final int port;

    private Nginx(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Debian has it where only root looks. */
    private static Optional<Path> program() {
        return Needed.in(System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin", "nginx");
    }

    /** Skips the test where nginx is missing, and fails it there in continuous integration ({@code CI=true}). */
    static void assumeInstalled() {
        Needed.assume(program().isPresent(), "nginx is not installed here: what needs it stays untested");
    }

    /** The first block of nginx's configuration in a document that has these words. */
    public static String documented(String document, String words) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```nginx\\n(.*?)^```").matcher(Files.readString(Path.of(document)));
        while (block.find()) {
            if (block.group(1).contains(words)) return block.group(1);
        }
        throw new AssertionError("the documentation has no such configuration");
    }

    static void configure(Path folder, String text) throws IOException {
        Files.writeString(folder.resolve(CONFIGURATION), text);
    }

    /**
     * One with one server.
     *
     * @param http what stands beside the server
     * @param locations what stands in it
     */
    public static Nginx start(Path folder, String http, String locations) throws IOException {
        assumeInstalled();
        int port = QuietPorts.take();
        configure(folder, """
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log sent.log;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  %s
                  server {
                    listen 127.0.0.1:%d;
                    %s
                  }
                }
                """.formatted(http, port, locations));
        return start(folder, port);
    }

    /**
     * @param port where its configuration has it listen; returns when it does
     */
    static Nginx start(Path folder, int port) throws IOException {
        Path log = folder.resolve("nginx.log");
        Nginx nginx = new Nginx(command(folder).redirectOutput(log.toFile()).start(), log, port);
        await().atMost(OverHttp.PATIENCE).pollInterval(Duration.ofMillis(20)).until(nginx::listens);
        return nginx;
    }

    /** What nginx says of the configuration; throws when it refuses it. */
    static String test(Path folder) throws Exception {
        Process test = command(folder, "-t").start();
        String said = new String(test.getInputStream().readAllBytes(), UTF_8);
        assertThat(test.waitFor()).as(said).isZero();
        return said;
    }

    private static ProcessBuilder command(Path folder, String... more) {
        // as root it would hand its work to nobody, who may not enter a test's folder
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        List<String> command = new ArrayList<>(List.of(program().orElseThrow().toString(), "-p", folder.toString()));
        command.addAll(List.of("-c", CONFIGURATION, "-e", "stderr", "-g", "daemon off;" + user));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private boolean listens() {
        assertThat(process.isAlive()).as(log()).isTrue();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
