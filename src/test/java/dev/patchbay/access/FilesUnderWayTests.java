package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Globals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.util.unit.DataSize;

/** With a real connector and a reader that takes its time. */
class FilesUnderWayTests {
    private static final int SIZE = 16 << 20;

    @TempDir
    private Path folder;

    private final FilesUnderWay files = new FilesUnderWay();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private WebServer server = new TomcatServletWebServerFactory(0).getWebServer();

    /** Answers with a file that the operating system sends. */
    private static final class FileServlet extends HttpServlet {
        private final Path file;

        FileServlet(Path file) {
            this.file = file;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            assertThat(request.getAttribute(Globals.SENDFILE_SUPPORTED_ATTR)).isEqualTo(true);
            response.setContentLength(SIZE);
            request.setAttribute(Globals.SENDFILE_FILENAME_ATTR, file.toString());
            request.setAttribute(Globals.SENDFILE_FILE_START_ATTR, 0L);
            request.setAttribute(Globals.SENDFILE_FILE_END_ATTR, (long) SIZE);
        }
    }

    /**
     * @param patience longer than a busy machine stands still, unless it is to be over
     */
    private void start(Duration patience) throws Exception {
        Path file = Files.write(folder.resolve("file"), new byte[SIZE]);
        LimitSettings.Rate any = LimitSettings.Rate.of("1000 then 1000/s");
        LimitSettings limits =
                new LimitSettings(true, List.of(), any, any, any, any, any, 100, patience, DataSize.ofKilobytes(1));
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setProtocol(GuardedHttp.class.getName());
        factory.addConnectorCustomizers(connector -> {
            GuardedHttp http = (GuardedHttp) connector.getProtocolHandler();
            http.guard(limits, metrics);
            files.add(http);
        });
        server = factory.getWebServer(
                context -> context.addServlet("file", new FileServlet(file)).addMapping("/file"));
        server.start();
        files.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aStopWaitsUntilAFileHasArrived() throws Exception {
        start(Duration.ofSeconds(20));
        CountDownLatch stopped = new CountDownLatch(1);
        try (Peer peer = new Peer("127.0.0.1", server.getPort(), 4096)) {
            peer.send("GET /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            int begun = peer.read(1000); // of the file, too
            files.stop(stopped::countDown);

            assertThat(stopped.await(500, TimeUnit.MILLISECONDS))
                    .as("stopped while it is sent")
                    .isFalse();
            assertThat(files.isRunning()).isTrue();

            assertThat(begun + peer.drain()).isGreaterThan(SIZE);
        }
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(files.isRunning()).isFalse();
    }

    @Test
    void aStopWaitsForNothingWhenNothingIsSent() throws Exception {
        start(Duration.ofSeconds(20));
        try (Peer peer = new Peer("127.0.0.1", server.getPort(), 0)) {
            peer.send("GET /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            assertThat(peer.drain()).isGreaterThan(SIZE);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        files.stop(stopped::countDown);
        assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aFileWhoseReaderStandsStillIsCut() throws Exception {
        start(Duration.ofSeconds(2));
        try (Peer peer = new Peer("127.0.0.1", server.getPort(), 4096)) {
            peer.send("GET /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            await().atMost(Duration.ofSeconds(30)).until(() -> tooSlow() == 1);

            assertThat(peer.drain()).isBetween(1L, SIZE - 1L);
        }
        assertThat(tooSlow()).isEqualTo(1);
    }

    private double tooSlow() {
        return metrics.counter("patchbay.refusals", "reason", "too-slow").count();
    }
}
