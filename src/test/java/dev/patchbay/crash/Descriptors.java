package dev.patchbay.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Needed;
import dev.patchbay.OverHttp;
import dev.patchbay.Reply;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** Takes a running server the right to open any more files and connections, and gives it back. */
final class Descriptors extends OverHttp implements AutoCloseable {
    private static final byte[] PATCH = "a patch".getBytes(UTF_8);

    /** The SHA-256 of what the server is asked to take and cannot. */
    static final String REFUSED = DigestUtils.sha256Hex(PATCH);

    private static final int PLENTY = 2048;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Trial trial;

    Descriptors(Trial trial) {
        this.trial = trial;
    }

    /** Skips the test where prlimit is missing, and fails it there in continuous integration ({@code CI=true}). */
    static void assumeUsable() {
        Needed.assume(
                Needed.program("prlimit").isPresent(),
                "prlimit (util-linux) is missing: what a server without descriptors does stays untested");
    }

    @Override
    protected int port() {
        return trial.child().port();
    }

    private void limit(int descriptors) throws Exception {
        int code = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(trial.child().pid()), "--nofile=" + descriptors + ":")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).as("prlimit").isZero();
    }

    /** What is opened next would get the lowest free number, which must be below the limit; and none becomes free meanwhile. */
    void useUp() throws Exception {
        int lowest;
        do {
            Set<Integer> open = settled();
            lowest = 0;
            while (open.contains(lowest)) lowest++;
            limit(lowest);
        } while (!open().containsAll(IntStream.range(0, lowest).boxed().toList()));
    }

    /** A connection that the server has answered for the last time is closed a moment later: nothing changes for a second. */
    private Set<Integer> settled() throws Exception {
        Set<Integer> before = Set.of();
        for (int same = 0; same < 10; Thread.sleep(100)) {
            Set<Integer> now = open();
            same = now.equals(before) ? same + 1 : 0;
            before = now;
        }
        return before;
    }

    private Set<Integer> open() throws IOException {
        Path all = Path.of("/proc", String.valueOf(trial.child().pid()), "fd");
        try (Stream<Path> open = Files.list(all)) {
            return open.map(one -> Integer.valueOf(one.getFileName().toString()))
                    .collect(Collectors.toSet());
        }
    }

    /** Has a connection open before there are no more descriptors: the container closes one after each 503. */
    void proveUploadRefused(String app) throws Exception {
        close();
        proveAlive();
        useUp();
        Reply reply = upload(app, PATCH, "platform", "ios", "version", "1.0.0");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).matches("[1-9][0-9]*");
    }

    void proveAlive() {
        assertThat(get("/actuator/health/liveness").status()).isEqualTo(200);
    }

    /**
     * Somebody new is not let in, and is as soon as there are descriptors again. The first one still is: who waits for a
     * connection has a descriptor for it already.
     */
    void proveStrangersWait() throws Exception {
        try (Socket first = stranger();
                Socket second = stranger()) {
            assertThat(first.isConnected()).isTrue();
            proveAlive();
            assertThat(second.getInputStream().available()).as("answered").isZero();
            close();
            assertThat(second.getInputStream().readNBytes(12)).isEqualTo("HTTP/1.1 200".getBytes(ISO_8859_1));
        }
    }

    private Socket stranger() throws IOException {
        Socket stranger = new Socket("127.0.0.1", port());
        stranger.setSoTimeout(PATIENCE_MILLIS);
        stranger.getOutputStream()
                .write("GET /actuator/health/liveness HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
        return stranger;
    }

    /** From here on there are enough again. */
    @Override
    public void close() throws Exception {
        limit(PLENTY);
    }
}
