package dev.patchbay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A server with one app that must stay as it is, whatever is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class Attacked extends Journey {
    /** Stands in whatever is hostile; no answer may repeat it. */
    protected static final String MISCHIEF = "mischief";

    /** What the server does by itself, such as a step of another test's plan, leaves an entry as well. */
    private static final List<String> TABLES =
            List.of("apps", "releases", "known_contents", "api_keys", "audit_entries where actor <> 'patchbay'");

    protected final String app = newApp();
    protected String release = "";

    @Autowired
    private JdbcTemplate jdbc;

    private String path = "";
    private List<Integer> rows = List.of();
    private List<Path> blobs = List.of();

    @BeforeAll
    void publishWhatMustStay() {
        release = publish(app, ErosZip.of(app, "first").at(time(1)).bytes()).get("ios");
        path = pathOf(erosCheck(app, ""));
        awaitJobsThatStoreBlobs();
    }

    @BeforeEach
    void remember() {
        rows = rows();
        blobs = filesBelow(home().resolve("blobs"));
    }

    private List<Integer> rows() {
        return TABLES.stream()
                .map(table -> jdbc.queryForObject("select count(*) from " + table, Integer.class))
                .toList();
    }

    /** No row, no blob and no temporary file more than before, and a device gets what it got. */
    protected void assertNothingRemains() {
        assertThat(rows()).as(TABLES.toString()).isEqualTo(rows);
        assertThat(filesBelow(home().resolve("blobs"))).isEqualTo(blobs);
        // the container removes an upload's parts after it has answered
        await().pollInterval(Duration.ofMillis(2))
                .untilAsserted(
                        () -> assertThat(filesBelow(home().resolve("tmp"))).isEmpty());
        assertThat(pathOf(erosCheck(app, ""))).isEqualTo(path);
    }

    protected static void assertEchoesNothing(String answer) {
        assertThat(answer)
                .doesNotContainIgnoringCase(MISCHIEF)
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("spring")
                .doesNotContain(
                        "Server:", "<html", "Exception", "\tat ", "java.", "org.", "select ", home().toString());
    }

    /** Sends the beginning of a request and hangs up. */
    protected void sendAndLeave(String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are and reads until the server closes. */
    protected String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
