package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.PatchbayHome;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.catalina.Globals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class HandOverTests {
    private static final Span WHOLE = new Span.Whole();
    private static final Span.Part LARGE = new Span.Part(0, 999_999);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final BlobKey BLOB = new BlobKey("ab".repeat(32));
    private static final Download DEVICE = new Download(BLOB, Form.PLAIN, "x.zip", MINUTE);

    @TempDir
    private Path home;

    private final MockHttpServletRequest request = new MockHttpServletRequest();
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private Path file = Path.of("");

    @BeforeEach
    void containerSendsFiles() {
        file = home.resolve("blobs/ab/abcd");
        request.setAttribute(Globals.SENDFILE_SUPPORTED_ATTR, true);
    }

    private HandOver handOver(String prefix) {
        return new HandOver(new PatchbayHome(home), new DownloadSettings(MINUTE, prefix));
    }

    @Test
    void tellsTheContainerWhichPartOfWhichFile() {
        Span.Part part = new Span.Part(100, 999_999);
        HandOver handOver = handOver("");
        assertThat(handOver.isPossible(DEVICE, file, part, part, request)).isTrue();

        handOver.send(DEVICE, file, part, part, request, response);

        assertThat(request.getAttribute(Globals.SENDFILE_FILENAME_ATTR)).isEqualTo(file.toString());
        assertThat(request.getAttribute(Globals.SENDFILE_FILE_START_ATTR)).isEqualTo(100L);
        assertThat(request.getAttribute(Globals.SENDFILE_FILE_END_ATTR)).isEqualTo(1_000_000L);
        assertThat(response.getHeader("X-Accel-Redirect")).isNull();
    }

    @Test
    void leavesSmallPartsToBeCopied() {
        assertThat(handOver("").isPossible(DEVICE, file, WHOLE, new Span.Part(0, 40_000), request))
                .isFalse();
    }

    @Test
    void leavesAllToBeCopiedWhereTheContainerCannotAsWithTls() {
        request.setAttribute(Globals.SENDFILE_SUPPORTED_ATTR, false);
        assertThat(handOver("").isPossible(DEVICE, file, WHOLE, LARGE, request)).isFalse();
    }

    @Test
    void tellsNginxWhichFileAndNothingElse() {
        request.addHeader("X-Sendfile-Type", "X-Accel-Redirect");
        request.addHeader("Range", "bytes=5-9");
        Span.Part part = new Span.Part(5, 9);
        HandOver handOver = handOver("/files/");
        assertThat(handOver.isPossible(DEVICE, file, part, part, request)).isTrue();
        response.setStatus(206);

        handOver.send(DEVICE, file, part, part, request, response);

        assertThat(response.getHeader("X-Accel-Redirect")).isEqualTo("/files/ab/abcd");
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader("Content-Length")).isEqualTo("0");
        assertThat(request.getAttribute(Globals.SENDFILE_FILENAME_ATTR)).isNull();
    }

    @Test
    void handsNothingToNginxThatDidNotAskOrUnlessItIsSet() {
        request.setAttribute(Globals.SENDFILE_SUPPORTED_ATTR, false);
        assertThat(handOver("/files/").isPossible(DEVICE, file, WHOLE, LARGE, request))
                .isFalse();
        request.addHeader("X-Sendfile-Type", "X-Accel-Redirect");
        assertThat(handOver("").isPossible(DEVICE, file, WHOLE, LARGE, request)).isFalse();
        assertThat(handOver("/files/").isPossible(DEVICE, file, WHOLE, LARGE, request))
                .isTrue();
        assertThat(handOver("/files/").isPossible(DEVICE, home.resolve("keys/x"), WHOLE, LARGE, request))
                .isFalse();
    }

    /** One that is asked past nginx would keep an empty package for everybody. */
    @Test
    void handsNothingForACacheToNginx() {
        request.setAttribute(Globals.SENDFILE_SUPPORTED_ATTR, false);
        request.addHeader("X-Sendfile-Type", "X-Accel-Redirect");
        Download kept = Download.forCaches(BLOB, Representation.IDENTITY, "x.zip");
        assertThat(handOver("/files/").isPossible(kept, file, WHOLE, LARGE, request))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"If-Match", "If-Unmodified-Since", "Range"})
    void handsNothingToNginxThatItWouldReadInAnotherWay(String header) {
        request.setAttribute(Globals.SENDFILE_SUPPORTED_ATTR, false);
        request.addHeader("X-Sendfile-Type", "X-Accel-Redirect");
        request.addHeader(header, "bytes=5-2");
        assertThat(handOver("/files/").isPossible(DEVICE, file, WHOLE, LARGE, request))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "/files", "files/", "/", "/a b/", "/a\r\nX: y/", "//"})
    void refusesAPrefixThatIsNoPath(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DownloadSettings(MINUTE, prefix))
                .withMessageContaining("patchbay.download.accel-prefix");
    }
}
