package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real nginx with the configuration of deploy/nginx; only addresses, ports and folders are those of a test. */
final class Nginx extends OverHttp implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("deploy/nginx/nginx.conf");

    private final Path folder;
    private final int port = QuietPorts.take();
    private final int tlsPort = QuietPorts.take();
    private Process process;

    /**
     * @param folder for everything it writes, and for its certificate
     * @param nodes where the two nodes are
     */
    Nginx(Path folder, ClusterNode... nodes) throws Exception {
        this(folder, nodes[0].port(), nodes[1].port());
    }

    /** For nodes that need not be there. */
    Nginx(Path folder, int a, int b) throws Exception {
        this.folder = folder;
        makeCertificate();
        String text = Files.readString(CONFIGURATION);
        text = with(text, " /tmp/", " " + folder + "/");
        text = with(text, "/etc/nginx/tls/", folder.resolve("tls") + "/");
        text = with(text, "10.89.7.11:8080", "127.0.0.1:" + a);
        text = with(text, "10.89.7.12:8080", "127.0.0.1:" + b);
        text = with(text, "listen 8080;", "listen 127.0.0.1:" + port + ";");
        text = with(text, "listen 8443 ssl;", "listen 127.0.0.1:" + tlsPort + " ssl;");
        Files.writeString(folder.resolve("nginx.conf"), text);
    }

    private static String with(String text, String theirs, String ours) {
        assertThat(text).contains(theirs);
        return text.replace(theirs, ours);
    }

    /** Debian has it where only root looks. */
    private static Optional<Path> program() {
        return Stream.concat(
                        Arrays.stream(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Skips the test where nginx is missing, and fails it there in continuous integration ({@code CI=true}). */
    static void assumeInstalled() {
        boolean installed = program().isPresent();
        if ("true".equals(System.getenv("CI")))
            assertThat(installed).as("nginx is installed").isTrue();
        assumeTrue(installed, "nginx is not installed here: its configuration stays untested");
    }

    private void makeCertificate() throws Exception {
        Process made = new ProcessBuilder("deploy/make-secrets", folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
    }

    private ProcessBuilder command(String... more) {
        // as root it would hand its work to nobody, who may not enter a test's folder
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        List<String> command = new ArrayList<>(List.of(
                program().orElseThrow().toString(),
                "-c",
                folder.resolve("nginx.conf").toString(),
                "-g",
                "daemon off;" + user));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** What nginx says of the configuration; throws when it refuses it. */
    String test() throws Exception {
        Process test = command("-t").start();
        String said = new String(test.getInputStream().readAllBytes(), UTF_8);
        assertThat(test.waitFor()).as(said).isZero();
        return said;
    }

    Nginx start() throws Exception {
        process = command().redirectOutput(folder.resolve("nginx.log").toFile()).start();
        await().atMost(Duration.ofSeconds(20)).until(this::listens);
        return this;
    }

    private boolean listens() {
        assertThat(process.isAlive()).as(log()).isTrue();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Sends a file as a build server does, over HTTPS and by curl.
     *
     * @return the status
     */
    int uploadOverHttps(String app, byte[] file) throws Exception {
        Path sent = Files.write(folder.resolve("package"), file);
        Process curl = new ProcessBuilder(
                        "curl",
                        "-sS",
                        "--cacert",
                        folder.resolve("tls/tls.crt").toString(),
                        "-o",
                        folder.resolve("answer").toString(),
                        "-w",
                        "%{http_code}",
                        "-H",
                        "Authorization: Bearer " + ADMIN,
                        "-F",
                        "package=@" + sent,
                        "-F",
                        "platform=ios",
                        "-F",
                        "version=1.0.0",
                        "https://127.0.0.1:" + tlsPort + "/api/apps/" + app + "/releases")
                .redirectErrorStream(true)
                .start();
        String said = new String(curl.getInputStream().readAllBytes(), UTF_8);
        assertThat(curl.waitFor()).as(said).isZero();
        return Integer.parseInt(said);
    }

    String log() {
        try {
            return Files.readString(folder.resolve("nginx.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    protected int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        if (process == null) return;
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    }
}
