package dev.patchbay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.cli.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is backed up while it is written to, is told to stop in the middle of everything, and is restored. */
class StopAndRestoreTests extends OverHttp {
    private static final int LARGE = 12 << 20;

    @TempDir
    Path folder;

    private ServerProcess server;
    private int port;

    @Override
    protected int port() {
        return port;
    }

    @AfterEach
    void end() {
        if (server != null) server.close();
    }

    private static byte[] noise(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Pieces of the old in another order, each a little different: much to search through. */
    private static byte[] shuffled(byte[] old, int seed) {
        byte[] fresh = new byte[old.length];
        Random random = new Random(seed);
        int piece = 300;
        for (int at = 0; at < fresh.length; at += piece) {
            int from = random.nextInt(old.length - piece);
            System.arraycopy(old, from, fresh, at, Math.min(piece, fresh.length - at));
            fresh[at] ^= 1;
        }
        return fresh;
    }

    @Test
    void everythingUnderWayEndsWellAndABackupHoldsAllThatWasAcknowledged() throws Exception {
        Path home = folder.resolve("home");
        server = ServerProcess.begin(
                folder,
                home,
                ADMIN,
                "--patchbay.encodings.codings=",
                "--patchbay.shutdown.notice=6s",
                "--patchbay.limits.patience=30s");
        port = server.port();
        byte[] large = noise(1, LARGE);
        String id = publishPatch("large", large, "1.0.0");

        Path archive = folder.resolve("backup.tar");
        Map<String, byte[]> before = backUpUnderLoad(archive);
        before.put("large/" + id, large);

        byte[] base = noise(2, 4 << 20);
        publishPatch("slow", base, "1.0.0");
        String slow = "";
        // a delta from each to each later one: more than gets done before the end, however fast the machine is
        for (int i = 0; i < 5; i++) slow = publishPatch("slow", shuffled(base, i), "1.0.0");
        try (Socket download = connect();
                Socket upload = connect()) {
            beginDownload(download, id);
            byte[] sent = noise(3, 1 << 20);
            byte[] rest = beginUpload(upload, sent);
            assertThat(deltasOf("slow", slow).get(0).path("state").asString()).isEqualTo("pending");

            server.terminate();

            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> get("/actuator/health/readiness").status() == 503);
            assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
            // beyond the notice
            Thread.sleep(6200);
            upload.getOutputStream().write(rest);
            upload.getOutputStream().flush();
            assertThat(read(download))
                    .endsWith(Arrays.copyOfRange(large, LARGE - 1000, LARGE))
                    .hasSizeGreaterThan(LARGE);
            assertThat(new String(read(upload), ISO_8859_1)).startsWith("HTTP/1.1 201");
        }
        assertThat(server.exitCode()).isEqualTo(143);
        assertThat(home.resolve("tmp")).isEmptyDirectory();
        assertThat(jobs(home)).as("given back, for whoever starts next").matches("[1-9][0-9]* waiting, 0 taken");

        Path restored = folder.resolve("restored");
        assertThat(Cli.run("restore", archive.toString(), restored.toString())).isEqualTo(Cli.OK);
        refusesWhatIsNotWhole(archive, restored);
        server = ServerProcess.begin(folder, restored, ADMIN);
        port = server.port();
        assertThat(before).hasSizeGreaterThan(3);
        before.forEach((release, bytes) -> {
            String[] names = release.split("/");
            assertThat(manage("/api/apps/" + names[0] + "/releases/" + names[1] + "/package")
                            .bytes())
                    .isEqualTo(bytes);
        });
        assertThat(manage("/api/audit/verify").text()).contains("true");
    }

    /** Returns what was acknowledged before the backup began: names of app and id, and bytes. */
    private Map<String, byte[]> backUpUnderLoad(Path archive) throws Exception {
        Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();
        AtomicBoolean enough = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int i = 0; !enough.get(); i++) {
                byte[] patch = noise(100 + i, 10_000);
                acknowledged.put("busy/" + publishPatch("busy", patch, "1.0.0"), patch);
            }
        });
        writer.start();
        try {
            await().until(() -> acknowledged.size() > 5);
            Map<String, byte[]> before = new LinkedHashMap<>(acknowledged);
            Reply backup = send(
                    to("/api/backup").header("Authorization", "Bearer " + ADMIN).POST(BodyPublishers.noBody()));
            assertThat(backup.status()).isEqualTo(200);
            assertThat(backup.header("Content-Type")).startsWith("application/x-tar");
            Files.write(archive, backup.bytes());
            return before;
        } finally {
            enough.set(true);
            writer.join();
        }
    }

    private void refusesWhatIsNotWhole(Path archive, Path restored) throws IOException {
        assertThat(Cli.run("restore", archive.toString(), restored.toString()))
                .as("the folder is not empty")
                .isEqualTo(Cli.FAILED);
        byte[] bytes = Files.readAllBytes(archive);
        Path broken = Files.write(folder.resolve("broken.tar"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(Cli.run("restore", broken.toString(), folder.resolve("none").toString()))
                .isEqualTo(Cli.FAILED);
        bytes[bytes.length / 2] ^= 1;
        Path damaged = Files.write(folder.resolve("damaged.tar"), bytes);
        assertThat(Cli.run("restore", damaged.toString(), folder.resolve("none").toString()))
                .isEqualTo(Cli.FAILED);
        assertThat(folder.resolve("none")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".restoring")))
                    .isEmpty();
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return socket;
    }

    private void beginDownload(Socket socket, String id) throws IOException {
        socket.getOutputStream()
                .write(("GET /api/apps/large/releases/" + id + "/package HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + "Authorization: Bearer " + ADMIN + "\r\n\r\n")
                        .getBytes(UTF_8));
        assertThat(socket.getInputStream().readNBytes(12)).isEqualTo("HTTP/1.1 200".getBytes(UTF_8));
    }

    /** Returns what is still to be sent. */
    private byte[] beginUpload(Socket socket, byte[] file) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String field : new String[] {"platform\"\r\n\r\nios", "version\"\r\n\r\n1.0.0"}) {
            body.writeBytes(("--b\r\nContent-Disposition: form-data; name=\"" + field + "\r\n").getBytes(UTF_8));
        }
        body.writeBytes(
                "--b\r\nContent-Disposition: form-data; name=\"package\"; filename=\"p\"\r\n\r\n".getBytes(UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--b--\r\n".getBytes(UTF_8));
        byte[] bytes = body.toByteArray();
        socket.getOutputStream()
                .write(
                        ("POST /api/apps/late/releases HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                                        + ADMIN
                                        + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
                                        + bytes.length + "\r\n\r\n")
                                .getBytes(UTF_8));
        socket.getOutputStream().write(bytes, 0, bytes.length / 2);
        socket.getOutputStream().flush();
        return Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length);
    }

    private static byte[] read(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private static String jobs(Path home) throws Exception {
        try (Connection database = DriverManager.getConnection(
                        "jdbc:h2:file:" + home.resolve("db/patchbay") + ";IFEXISTS=TRUE", "patchbay", "");
                ResultSet counts = database.createStatement()
                        .executeQuery("select count(*) filter (where not picked), count(*) filter (where picked)"
                                + " from scheduled_tasks where task_name = 'build-delta'")) {
            counts.next();
            return counts.getLong(1) + " waiting, " + counts.getLong(2) + " taken";
        }
    }
}
