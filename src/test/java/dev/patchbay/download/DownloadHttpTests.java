package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dev.patchbay.storage.BlobKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DownloadHttpTests extends DownloadJourney {
    private static final int SMALL = 5_000;
    private static final int LARGE = 24 * 1024 * 1024;

    @BeforeEach
    void storeASmallPackage() throws IOException {
        store(zip(SMALL, 1));
    }

    @Test
    void handsOutAPackageWithAllThatDescribesIt() throws Exception {
        HttpResponse<byte[]> answer = get(once());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "Content-Length")).isEqualTo("5000");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"patch.zip\"");
        assertThat(header(answer, "ETag")).isEqualTo(tag());
        assertThat(header(answer, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(answer, "Repr-Digest")).isEqualTo(digest(blob));
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(answer, "Content-Encoding")).isNull();
        assertThat(header(answer, "Vary")).isNull();
        assertThat(header(answer, "Transfer-Encoding")).isNull();
    }

    @Test
    void handsOutAnErosPackageManyTimes() throws Exception {
        String path = stable();
        for (int i = 0; i < 3; i++) {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(bytes);
            assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"" + NAME + ".zip\"");
            assertThat(header(answer, "Cache-Control")).matches("private, max-age=[0-9]{4,5}, immutable");
            assertThat(header(answer, "ETag")).isEqualTo(tag());
        }
    }

    @Test
    void callsBytesThatAreNoZipByAnotherType() throws Exception {
        blob = put("BSDIFF40 and so on".getBytes());
        assertThat(header(get(stable()), "Content-Type")).isEqualTo("application/octet-stream");
    }

    @Test
    void answersHeadLikeGetWithoutBytesAndWithoutSpendingTheLink() throws Exception {
        String path = once();
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> head = send("HEAD", path);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "Content-Length")).isEqualTo("5000");
            assertThat(header(head, "ETag")).isEqualTo(tag());
            assertThat(header(head, "Repr-Digest")).isEqualTo(digest(blob));
            assertThat(header(head, "Accept-Ranges")).isEqualTo("bytes");
            assertThat(header(head, "Content-Disposition")).isEqualTo("attachment; filename=\"patch.zip\"");
        }
        HttpResponse<byte[]> ranged = send("HEAD", path, "Range", "bytes=0-4999");
        assertThat(ranged.statusCode()).as("ranges are for GET").isEqualTo(200);
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkThatWorksOnceIsSpentByAFullAnswer() throws Exception {
        String path = once();
        assertThat(get(path).statusCode()).isEqualTo(200);
        assertRefused(get(path), 404, "Invalid or expired link");
        assertThat(send("HEAD", path).statusCode()).isEqualTo(404);
        assertThat(get(path, "Range", "bytes=0-1").statusCode()).isEqualTo(404);
    }

    @Test
    void isSpentByARangeThatEndsAtTheEndAndByNoOther() throws Exception {
        String path = once();
        for (String range : new String[] {"bytes=0-0", "bytes=0-4998", "bytes=100-4998", "bytes=0-0"}) {
            assertThat(get(path, "Range", range).statusCode()).isEqualTo(206);
        }
        assertThat(get(path, "Range", "bytes=4999-").statusCode()).isEqualTo(206);
        assertThat(get(path, "Range", "bytes=0-0").statusCode()).isEqualTo(404);

        String other = once();
        assertThat(get(other, "Range", "bytes=-7").statusCode()).isEqualTo(206);
        assertThat(get(other).statusCode()).isEqualTo(404);
    }

    @Test
    void isNotSpentByAnAnswerWithoutBytes() throws Exception {
        String path = once();
        assertThat(get(path, "If-None-Match", tag()).statusCode()).isEqualTo(304);
        assertThat(get(path, "If-Match", "\"other\"").statusCode()).isEqualTo(412);
        assertThat(get(path, "Range", "bytes=5000-").statusCode()).isEqualTo(416);
        assertThat(get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void sendsTheRangeThatWasAskedFor() throws Exception {
        HttpResponse<byte[]> answer = get(stable(), "Range", "bytes=1000-1999");
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 2000));
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes 1000-1999/5000");
        assertThat(header(answer, "Content-Length")).isEqualTo("1000");
        assertThat(header(answer, "ETag")).isEqualTo(tag());
        assertThat(header(answer, "Repr-Digest")).as("of the whole").isEqualTo(digest(blob));
    }

    @Test
    void sendsAllWhenTheRangeIsNotWellFormedOrThereAreSeveral() throws Exception {
        for (String range : new String[] {"bytes=9-1", "lines=1-2", "bytes", "bytes=0-1,7-8"}) {
            HttpResponse<byte[]> answer = get(stable(), "Range", range);
            assertThat(answer.statusCode()).as(range).isEqualTo(200);
            assertThat(answer.body()).hasSize(SMALL);
            assertThat(header(answer, "Content-Range")).isNull();
        }
    }

    @Test
    void saysHowLongTheFileIsWhenARangeLiesOutside() throws Exception {
        HttpResponse<byte[]> answer = get(stable(), "Range", "bytes=5000-");
        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(header(answer, "Content-Range")).isEqualTo("bytes */5000");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void sendsTheRangeOnlyOfTheFileThatTheClientHasAPartOf() throws Exception {
        assertThat(get(stable(), "Range", "bytes=1-2", "If-Range", tag()).statusCode())
                .isEqualTo(206);
        for (String other :
                new String[] {"\"other\"", "W/" + tag(), "Sun, 22 Nov 2026 09:00:00 GMT", tag().replace("\"", "")}) {
            HttpResponse<byte[]> answer = get(stable(), "Range", "bytes=1-2", "If-Range", other);
            assertThat(answer.statusCode()).as(other).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(bytes);
        }
        assertThat(get(stable(), "Range", "bytes=9999-", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void sendsNothingToAClientThatHasTheFile() throws Exception {
        for (String list : new String[] {tag(), "W/" + tag(), "\"a\", " + tag(), "*"}) {
            HttpResponse<byte[]> answer = get(stable(), "If-None-Match", list, "Range", "bytes=0-1");
            assertThat(answer.statusCode()).as(list).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(header(answer, "ETag")).isEqualTo(tag());
            assertThat(header(answer, "Cache-Control")).startsWith("private, max-age=");
        }
        assertThat(get(stable(), "If-None-Match", "\"a\"").statusCode()).isEqualTo(200);
    }

    @Test
    void sendsNothingToAClientThatInsistsOnAnotherFile() throws Exception {
        assertThat(get(stable(), "If-Match", "\"a\", W/" + tag()).statusCode()).isEqualTo(412);
        assertThat(get(stable(), "If-Match", "\"a\", " + tag()).statusCode()).isEqualTo(200);
        assertThat(get(stable(), "If-Match", "*").statusCode()).isEqualTo(200);
    }

    @Test
    void sendsAReadyEncodingToWhomCanDecodeIt() throws Exception {
        byte[] coded = zip(800, 2);
        BlobKey gzip = put(coded);
        blob = put(zip(SMALL, 3));
        representations.add(blob, new Representation("gzip", gzip, coded.length));
        String codedTag = "\"" + gzip + "-gzip\"";

        HttpResponse<byte[]> plain = get(stable());
        assertThat(plain.body()).hasSize(SMALL);
        assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(plain, "Content-Encoding")).isNull();

        HttpResponse<byte[]> answer = get(stable(), "Accept-Encoding", "br, gzip");
        assertThat(answer.body()).isEqualTo(coded);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(answer, "Content-Length")).isEqualTo("800");
        assertThat(header(answer, "ETag")).isEqualTo(codedTag);
        assertThat(header(answer, "Repr-Digest")).isEqualTo(digest(gzip));

        HttpResponse<byte[]> rest =
                get(stable(), "Accept-Encoding", "gzip", "Range", "bytes=790-", "If-Range", codedTag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(header(rest, "Content-Range")).isEqualTo("bytes 790-799/800");
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(coded, 790, 800));

        HttpResponse<byte[]> changed =
                get(stable(), "Accept-Encoding", "identity", "Range", "bytes=790-", "If-Range", codedTag);
        assertThat(changed.statusCode())
                .as("a part of the other encoding is of no use")
                .isEqualTo(200);
        assertThat(get(stable(), "Accept-Encoding", "gzip", "If-None-Match", codedTag)
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void sendsTheBytesThemselvesWhenAnEncodingIsDamaged() throws Exception {
        BlobKey gzip = put(zip(700, 4));
        blob = put(zip(SMALL, 5));
        representations.add(blob, new Representation("gzip", gzip, 700));
        remove(gzip);
        HttpResponse<byte[]> answer = get(stable(), "Accept-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Encoding")).isNull();
        assertThat(answer.body()).hasSize(SMALL);
    }

    @Test
    void neverHandsOutDamagedBytes() throws Exception {
        blob = put(zip(SMALL, 6));
        damage(blob);
        assertThat(get(stable()).statusCode()).isEqualTo(500);
        remove(blob);
        String path = once();
        assertThat(get(path).statusCode()).isEqualTo(500);
        assertThat(send("HEAD", path).statusCode()).isEqualTo(500);

        put(zip(SMALL, 6));
        assertThat(get(path).statusCode())
                .as("healed, and the link was not spent")
                .isEqualTo(200);
    }

    @Test
    void refusesAnExpiredLink() throws Exception {
        String path = once();
        String other = stable();
        clock.advance(Duration.ofSeconds(60));
        assertRefused(get(path), 403, "Link expired");
        assertThat(get(other).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofHours(24));
        assertRefused(get(other), 403, "Link expired");
    }

    @Test
    void refusesALinkToAWithdrawnRelease() throws Exception {
        assertRefused(
                get("/api/patch/download/"
                        + links.oneTime(DownloadServer.WITHDRAWN, blob, Form.PLAIN, null)
                                .token()),
                410,
                "Release withdrawn");
        assertRefused(
                get("/app/" + NAME + ".zip?token="
                        + links.stable(DownloadServer.WITHDRAWN, blob, Form.PLAIN, NAME)
                                .token()),
                410,
                "Release withdrawn");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/patch/download/x",
                "/api/patch/download/%41",
                "/api/patch/download/..",
                "/app/" + NAME + ".zip",
                "/app/" + NAME + ".zip?token=",
                "/app/" + NAME + ".zip?token=x&token=y",
                "/app/" + NAME + ".zip?token=%00",
                "/app/bundle.zip?token=x",
                "/app/3BC22FB7AAEBE9C8C5D7DE312B876BB8.zip?token=x",
                "/app/" + NAME + "?token=x"
            })
    void findsNothingBehindWhatIsNoLink(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void tellsWhoHasNoLinkInPlainText() throws Exception {
        assertRefused(get("/api/patch/download/" + "A".repeat(124)), 404, "Invalid or expired link");
        assertRefused(get("/app/" + NAME + ".zip?token=" + "A".repeat(124)), 404, "Invalid or expired link");
        String otherName = NAME.replace('3', '4');
        assertRefused(get(stable().replace(NAME, otherName)), 404, "Invalid or expired link");
    }

    @Test
    void aBrokenTransferResumesAndIsSpentByTheRest(CapturedOutput output) throws Exception {
        store(zip(LARGE, 7));
        String path = once();
        byte[] first;
        try (Wire wire = new Wire(port, "GET", path)) {
            assertThat(wire.head()).startsWith("HTTP/1.1 200 ");
            first = wire.read(100_000);
            wire.hangUp();
        }
        assertThat(first).isEqualTo(Arrays.copyOf(bytes, 100_000));

        try (Wire wire = new Wire(port, "GET", path, "Range: bytes=100000-", "If-Range: " + tag())) {
            assertThat(wire.head()).startsWith("HTTP/1.1 206 ").contains("Content-Range: bytes 100000-");
            wire.read(50_000);
            wire.hangUp();
        }
        HttpResponse<byte[]> rest = get(path, "Range", "bytes=150000-", "If-Range", tag());
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(bytes, 150_000, LARGE));
        assertRefused(get(path), 404, "Invalid or expired link");
        assertThat(output.getAll()).doesNotContain("Broken pipe", "Exception", path.substring(40));
    }

    /** Handed to sendfile, the file would be gone for the server, and its link spent, before the client took a byte. */
    @Test
    void aLinkIsNotSpentWhileItsReaderStandsStill() throws Exception {
        store(zip(LARGE, 7));
        String path = once();
        try (Wire stalled = new Wire(port, "GET", path)) {
            stalled.read(1000);
            Thread.sleep(300);

            assertThat(get(path, "Range", "bytes=0-9").statusCode()).isEqualTo(206);
            assertThat(stalled.readAll()).isEqualTo(Arrays.copyOfRange(bytes, 1000, LARGE));
        }
        assertRefused(get(path), 404, "Invalid or expired link");
    }

    @Test
    void aTransferUnderWayOutlivesItsLink() throws Exception {
        store(zip(LARGE, 7));
        String path = once();
        try (Wire wire = new Wire(port, "GET", path)) {
            clock.advance(Duration.ofMinutes(10));
            assertThat(wire.readAll()).isEqualTo(bytes);
        }
        assertThat(get(path).statusCode()).isEqualTo(403);
    }

    @Test
    void twoTransfersOfOneLinkMayRunSideBySide() throws Exception {
        store(zip(LARGE, 7));
        String path = once();
        try (Wire one = new Wire(port, "GET", path);
                Wire two = new Wire(port, "GET", path)) {
            assertThat(one.head()).startsWith("HTTP/1.1 200 ");
            assertThat(two.head()).startsWith("HTTP/1.1 200 ");
            assertThat(one.readAll()).isEqualTo(bytes);
            assertThat(get(path).statusCode()).isEqualTo(404);
            assertThat(two.readAll()).isEqualTo(bytes);
        }
    }

    @Test
    void sendsALargePackageAndPartsOfItOverOneConnection() throws Exception {
        store(zip(LARGE, 8));
        String path = stable();
        assertThat(get(path).body()).isEqualTo(bytes);
        HttpResponse<byte[]> part = get(path, "Range", "bytes=1000000-2999999");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 3_000_000));
        assertThat(header(part, "Content-Length")).isEqualTo("2000000");
        assertThat(send("HEAD", path).headers().firstValue("Content-Length")).hasValue(String.valueOf(LARGE));
        assertThat(get(path, "Range", "bytes=-9").body()).hasSize(9);
    }

    @Test
    void countsALargePackageOnceItsLastByteWasAskedFor() throws Exception {
        store(zip(LARGE, 9));
        String path = stable();
        get(path, "Range", "bytes=0-1999999");
        send("HEAD", path);
        get(path, "If-None-Match", tag());
        verify(deliveries, never()).delivered(anyLong(), eq(blob), anyLong(), anyString());

        get(path, "Range", "bytes=2000000-");
        verify(deliveries, timeout(30_000)).delivered(anyLong(), eq(blob), eq(0L), anyString());
    }

    @Test
    void keepsItsKeyToItself() throws Exception {
        Path key = home.resolve("keys").resolve("token-keys");
        assertThat(Files.getPosixFilePermissions(key)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(key)).matches("[0-9a-f]{8}:[A-Za-z0-9+/]{43}=\n");
    }

    /** Behind the store's back. */
    void damage(BlobKey key) throws IOException {
        Path file = store.find(key).orElseThrow().file().orElseThrow();
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
    }

    private void remove(BlobKey key) throws IOException {
        assertThat(store.deleteUntouchedSince(key, Instant.parse("2999-01-01T00:00:00Z")))
                .isPositive();
    }

    private static String digest(BlobKey key) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key.sha256())) + ":";
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String text) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body())).isEqualTo(text);
        assertThat(header(answer, "Content-Type")).startsWith("text/plain");
    }
}
