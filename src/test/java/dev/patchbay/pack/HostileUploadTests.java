package dev.patchbay.pack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Attacked;
import dev.patchbay.ErosZip;
import dev.patchbay.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All that the zip reader and md5.json's reader refuse, uploaded to the running server; and uploads hostile in themselves. */
class HostileUploadTests extends Attacked {
    private static final String BOUNDARY = "a-boundary";

    /** What is uploaded to an app of its own; the fields are names and values in turn. */
    private record Case(String what, String type, int status, byte[] file, String... fields) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Case> zips() {
        return Stream.of(
                        HostileZipTests.ends(),
                        HostileZipTests.tiles(),
                        HostileZipTests.headers(),
                        HostileZipTests.sums(),
                        HostileZipTests.contents(),
                        HostileZipTests.kinds(),
                        HostileZipTests.extras(),
                        HostileZipTests.names(),
                        HostileZipTests.unicode(),
                        HostileZipTests.clashes(),
                        HostileZipTests.limits())
                .flatMap(cases -> cases)
                .filter(hostile -> hostile.bytes().length < UPLOAD_LIMIT)
                .map(hostile -> new Case(
                        hostile.what(),
                        hostile.kind().slug(),
                        422,
                        hostile.bytes(),
                        "platform",
                        "ios",
                        "version",
                        "1.0.0"));
    }

    static Stream<Case> manifests() {
        return Stream.of(
                        HostileManifestTests.texts(),
                        HostileManifestTests.encodings(),
                        HostileManifestTests.fields(),
                        HostileManifestTests.lists(),
                        HostileManifestTests.contents())
                .flatMap(cases -> cases)
                .map(hostile -> new Case(
                        hostile.what(),
                        hostile.kind().slug(),
                        422,
                        HostileManifestTests.files()
                                .file("md5.json", hostile.json())
                                .bytes()))
                .filter(hostile -> hostile.file.length < UPLOAD_LIMIT);
    }

    private static Case field(String name, String value) {
        String[] fields = {"platform", "ios", "version", "1.0.0", name, value};
        if (name.equals("platform")) fields = new String[] {name, value, "version", "1.0.0"};
        if (name.equals("version")) fields = new String[] {"platform", "ios", name, value};
        String what = name + "=" + (value.length() > 40 ? value.substring(0, 40) : value);
        return new Case(what, "field-invalid", 422, "a patch".getBytes(UTF_8), fields);
    }

    static Stream<Case> fields() {
        return Stream.of(
                field("platform", MISCHIEF),
                field("platform", ""),
                field("platform", "ios,ios,../" + MISCHIEF),
                field("version", MISCHIEF),
                field("version", "1.0.0.0.0"),
                field("version", "1".repeat(500)),
                field("version", "1.0.0\u0000"),
                field("match", MISCHIEF),
                field("priority", MISCHIEF),
                field("rollout", "-1"),
                field("rollout", "100.001"),
                field("rollout", "1e9"),
                field("rollout", "NaN"),
                field("draft", MISCHIEF),
                field("embedded", "yes"),
                field("packaging", MISCHIEF),
                field("packaging", "stored"),
                field("jsPath", "file:///etc/" + MISCHIEF),
                field("jsPath", "http://a/\r\n" + MISCHIEF),
                field("notes", MISCHIEF.repeat(4000)),
                field("notes", MISCHIEF + "\u0000"),
                field(MISCHIEF, "x"));
    }

    @ParameterizedTest
    @MethodSource({"zips", "manifests", "fields"})
    void refuses(Case hostile) {
        Reply reply = upload("demo", hostile.file, hostile.fields);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(hostile.status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.problem()).as(reply.toString()).isEqualTo(hostile.type);
        assertEchoesNothing(reply.text());
        assertThat(manage("/api/apps/demo/releases").problem()).isEqualTo("unknown-app");
        assertNothingRemains();
    }

    @Test
    void aTimestampTooFarAheadIsRefused() {
        long tooLate = clock.instant().plus(Duration.ofHours(25)).toEpochMilli();
        Reply reply = upload("demo", ErosZip.of("demo", "x").at(tooLate).bytes());

        assertThat(reply.problem()).isEqualTo("manifest-invalid");
        assertNothingRemains();
    }

    /** Forms that are hostile themselves, as they go over the wire. */
    private record Form(String what, String path, String headers, String body, int status, String type) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static String part(String disposition, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    private static Form form(String what, String body, int status, String type) {
        return new Form(
                what,
                "/api/apps/demo/releases",
                "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n",
                body + "--" + BOUNDARY + "--\r\n",
                status,
                type);
    }

    static Stream<Form> forms() {
        String good = part("name=\"platform\"", "ios") + part("name=\"version\"", "1.0.0");
        String file = part("name=\"package\"; filename=\"p\"", "a patch");
        String zip = new String(HostileZipTests.goodBytes(), ISO_8859_1);
        return Stream.of(
                form("no file", good, 422, "field-invalid"),
                form("two files", good + file + file, 422, "field-invalid"),
                form("a file by another name", good + file.replace("package", MISCHIEF), 422, "field-invalid"),
                form(
                        "a file beside the package",
                        good + file + file.replace("package", MISCHIEF),
                        422,
                        "field-invalid"),
                form("a field twice", good + part("name=\"version\"", "2.0.0") + file, 422, "field-invalid"),
                form("the package as text", good + part("name=\"package\"", "a patch"), 422, "field-invalid"),
                form("nothing said of the file", file, 422, "field-invalid"),
                form("30 parts", good + part("name=\"notes\"", "x").repeat(30) + file, 413, "too-large"),
                form(
                        "a part's head of 4 KB",
                        good + part("name=\"" + MISCHIEF.repeat(500) + "\"", "x") + file,
                        413,
                        "too-large"),
                form("a field of 100 KB", good + part("name=\"notes\"", "x".repeat(100_000)) + file, 413, "too-large"),
                form(
                        "a file beyond the limit",
                        good + part("name=\"package\"; filename=\"p\"", "x".repeat((int) UPLOAD_LIMIT + 1)),
                        413,
                        "too-large"),
                form(
                        "a path as the file's name, of a zip with a suffix",
                        good + part("name=\"package\"; filename=\"../../" + MISCHIEF + "\"", zip + "x"),
                        422,
                        "zip-structure"),
                new Form(
                        "no boundary",
                        "/api/apps/demo/releases",
                        "Content-Type: multipart/form-data\r\n",
                        file,
                        400,
                        "bad-request"),
                new Form(
                        "an endless boundary",
                        "/api/apps/demo/releases",
                        "Content-Type: multipart/form-data; boundary=" + "b".repeat(5000) + "\r\n",
                        file,
                        400,
                        "bad-request"),
                new Form(
                        "no end",
                        "/api/apps/demo/releases",
                        "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n",
                        file,
                        400,
                        "bad-request"),
                new Form(
                        "JSON",
                        "/api/apps/demo/releases",
                        "Content-Type: application/json\r\n",
                        "{}",
                        415,
                        "unsupported-media-type"),
                new Form(
                        "an app that is none",
                        "/api/apps/.mischief/releases",
                        "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n",
                        good + file + "--" + BOUNDARY + "--\r\n",
                        400,
                        "bad-request"),
                new Form(
                        "an app of 65 letters",
                        "/api/apps/" + "m".repeat(65) + "/releases",
                        "Content-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\n",
                        good + file + "--" + BOUNDARY + "--\r\n",
                        400,
                        "bad-request"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void refusesTheForm(Form hostile) {
        String answer = raw("POST " + hostile.path
                + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer " + ADMIN + "\r\n"
                + hostile.headers + "Content-Length: " + hostile.body.length() + "\r\n\r\n" + hostile.body);

        assertThat(answer).startsWith("HTTP/1.1 " + hostile.status).contains("\"/problems/" + hostile.type + "\"");
        assertEchoesNothing(answer);
        assertNothingRemains();
    }

    @Test
    void aPackageOfAnotherAppIsRefused() {
        Reply reply = upload("demo", ErosZip.of("other", "x").at(time(1)).bytes());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.problem()).isEqualTo("manifest-mismatch");
        assertNothingRemains();
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        String head = "POST /api/apps/demo/releases HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + ADMIN
                + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY + "\r\nContent-Length: 500000\r\n\r\n"
                + part("name=\"package\"; filename=\"p\"", "x".repeat(100_000));
        for (String cut : List.of(head, head.substring(0, 50_000), head.substring(0, 400))) sendAndLeave(cut);

        assertNothingRemains();
    }
}
