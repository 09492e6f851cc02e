package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real nginx with the configuration of deploy/nginx; only addresses, ports and folders are those of a test. */
final class DeployedNginx extends OverHttp implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("deploy/nginx/nginx.conf");

    private final Path folder;
    private final int port = QuietPorts.take();
    private final int tlsPort = QuietPorts.take();
    private Nginx nginx;

    /**
     * @param folder for everything it writes, and for its certificate
     * @param nodes where the two nodes are
     */
    DeployedNginx(Path folder, ClusterNode... nodes) throws Exception {
        this(folder, nodes[0].port(), nodes[1].port());
    }

    /** For nodes that need not be there. */
    DeployedNginx(Path folder, int a, int b) throws Exception {
        this.folder = folder;
        makeCertificate();
        String text = Files.readString(CONFIGURATION);
        text = with(text, " /tmp/", " " + folder + "/");
        text = with(text, "/etc/nginx/tls/", folder.resolve("tls") + "/");
        text = with(text, "10.89.7.11:8080", "127.0.0.1:" + a);
        text = with(text, "10.89.7.12:8080", "127.0.0.1:" + b);
        text = with(text, "listen 8080;", "listen 127.0.0.1:" + port + ";");
        text = with(text, "listen 8443 ssl;", "listen 127.0.0.1:" + tlsPort + " ssl;");
        Nginx.configure(folder, text);
    }

    private static String with(String text, String theirs, String ours) {
        assertThat(text).contains(theirs);
        return text.replace(theirs, ours);
    }

    private void makeCertificate() throws Exception {
        Process made = new ProcessBuilder("deploy/make-secrets", folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), UTF_8);
        assertThat(made.waitFor()).as(said).isZero();
    }

    /** What nginx says of the configuration; throws when it refuses it. */
    String test() throws Exception {
        return Nginx.test(folder);
    }

    DeployedNginx start() throws IOException {
        nginx = Nginx.start(folder, port);
        return this;
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

    @Override
    protected int port() {
        return port;
    }

    @Override
    public void close() {
        if (nginx != null) nginx.close();
    }
}
