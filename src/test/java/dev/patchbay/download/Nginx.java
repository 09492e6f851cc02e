package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real nginx with one server, in a folder of its own. */
final class Nginx implements AutoCloseable {
    private final int port;
    private final Process process;

    private Nginx(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    int port() {
        return port;
    }

    /** Skips the test where nginx is not installed, and fails it there in continuous integration ({@code CI=true}). */
    static String installed() {
        Optional<Path> program = Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
        if ("true".equals(System.getenv("CI")))
            assertThat(program).as("nginx is installed").isPresent();
        assumeTrue(program.isPresent(), "nginx is not installed here: what needs it stays untested");
        return program.orElseThrow().toString();
    }

    /** The first block of nginx's configuration in a document that has these words. */
    static String documented(String document, String words) throws IOException {
        Matcher block = Pattern.compile("(?ms)^```nginx\\n(.*?)^```").matcher(Files.readString(Path.of(document)));
        while (block.find()) {
            if (block.group(1).contains(words)) return block.group(1);
        }
        throw new AssertionError("the documentation has no such configuration");
    }

    /**
     * @param http what stands beside the server
     * @param locations what stands in it
     */
    static Nginx start(Path folder, String http, String locations) throws Exception {
        String program = installed();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        // started by root it would give up the right to read a test's folder
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                %s
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
                """.formatted(user, http, port, locations));
        Path log = folder.resolve("nginx.log");
        Process process = new ProcessBuilder(program, "-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await(process, port, log);
        return new Nginx(port, process);
    }

    @SuppressWarnings("UnusedException") // not yet
    private static void await(Process process, int port, Path log) throws Exception {
        for (int i = 0; i < 200; i++) {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            try (Socket answers = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError("nginx does not answer");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
