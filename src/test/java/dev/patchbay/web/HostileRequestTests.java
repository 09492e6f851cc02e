package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Attacked;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that nobody honest sends, byte for byte. Each tells what it must be answered with. */
class HostileRequestTests extends Attacked {
    private static final String LONG = "x".repeat(20_000);
    private static final String DEEP = "[".repeat(40) + "]".repeat(40);

    /**
     * @param request APP, ID and ADMIN stand for what is there
     * @param type the problem's; empty for an answer in plain text
     */
    private record Case(String what, String request, int status, String type) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest
    @MethodSource({
        "requestLines",
        "paths",
        "headers",
        "framing",
        "deviceJson",
        "deviceForms",
        "reports",
        "links",
        "keys",
        "lists",
        "changes",
        "grants",
        "forms"
    })
    void refuses(Case hostile) {
        String answer = raw(hostile.request
                .replace("APP", app)
                .replace("ID", release)
                .replace("ADMIN", "Authorization: Bearer " + ADMIN));

        assertThat(answer).startsWith("HTTP/1.1 " + hostile.status);
        assertEchoesNothing(answer);
        assertThat(answer).contains("X-Content-Type-Options: nosniff");
        if (!hostile.type.isEmpty()) assertThat(answer).contains("\"type\":\"/problems/" + hostile.type + "\"");
        if (isForDevices(hostile) && !hostile.type.isEmpty()) assertThat(answer).contains("\"error\":\"");
        assertNothingRemains();
    }

    private static boolean isForDevices(Case hostile) {
        String path = hostile.request.split(" ", 3)[1];
        return path.equals("/app/check") || path.startsWith("/app/check?") || path.equals("/api/patch/version");
    }

    private static Case line(String line, int status, String type) {
        return new Case(line.length() > 60 ? line.substring(0, 60) : line, head(line, ""), status, type);
    }

    private static String head(String line, String headers) {
        return line + "\r\nHost: a\r\nConnection: close\r\n" + headers + "\r\n";
    }

    private static Case bad(String line) {
        return line(line, 400, "bad-request");
    }

    private static Case header(String what, String headers, int status, String type) {
        return new Case(what, "GET /actuator/health HTTP/1.1\r\n" + headers + "\r\n", status, type);
    }

    private static Case body(String what, String line, String headers, String body, int status, String type) {
        return new Case(what, head(line, headers + "Content-Length: " + body.length() + "\r\n") + body, status, type);
    }

    static Stream<Case> requestLines() {
        return Stream.of(
                bad("GET /mischief\u0001 HTTP/1.1"),
                bad("GET /mischief\u007f HTTP/1.1"),
                bad("GET /mischief\u00e9 HTTP/1.1"),
                bad("GET /mischief|x HTTP/1.1"),
                bad("GET /mischief\"x HTTP/1.1"),
                bad("GET /mischief{x} HTTP/1.1"),
                bad("GET /<mischief> HTTP/1.1"),
                bad("GET mischief HTTP/1.1"),
                bad("GET http://mischief/ HTTP/1.1"),
                bad("MISCHIEF / HTTP/1.1"),
                bad("G\u0001T / HTTP/1.1"),
                bad("get / HTTP/1.1"),
                line("TRACE /app/check HTTP/1.1", 405, "method-not-allowed"),
                line("GET / HTTP/3.1", 505, "http-version-not-supported"),
                line("GET /" + LONG + " HTTP/1.1", 400, "bad-request"));
    }

    static Stream<Case> paths() {
        Stream<Case> everywhere = Stream.of("/app/", "/api/patch/", "/api/apps/", "/console/", "/actuator/")
                .flatMap(prefix -> Stream.of(
                        bad("GET " + prefix + "..%2f..%2fetc/mischief HTTP/1.1"),
                        bad("GET " + prefix + "%2e%2e/mischief HTTP/1.1"),
                        bad("GET " + prefix + "..;/mischief HTTP/1.1"),
                        bad("GET " + prefix + "mischief;x=1/y HTTP/1.1"),
                        bad("GET " + prefix + "mischief%3bx HTTP/1.1"),
                        bad("GET " + prefix + "mischief%00.zip HTTP/1.1"),
                        bad("GET " + prefix + "mischief%5c..%5cx HTTP/1.1"),
                        bad("GET " + prefix + "mischief%2fx HTTP/1.1"),
                        bad("GET " + prefix + "mischief%252fx HTTP/1.1"),
                        bad("GET " + prefix + "mischief%0d%0aX:%20y HTTP/1.1"),
                        bad("GET " + prefix + "mischief%zz HTTP/1.1"),
                        bad("GET " + prefix + "%c0%af%c0%ae/mischief HTTP/1.1"),
                        bad("GET " + prefix + "/mischief HTTP/1.1")));
        return Stream.concat(
                everywhere,
                Stream.of(
                        bad("GET /app/check;mischief=1?appName=APP&iOS=1.0.0 HTTP/1.1"),
                        bad("GET /app/check%00?appName=APP&iOS=1.0.0 HTTP/1.1"),
                        line("GET /app/check/?appName=APP&iOS=1.0.0 HTTP/1.1", 401, "unauthorized"),
                        line("GET /APP/CHECK HTTP/1.1", 401, "unauthorized"),
                        line("GET /app/mischief HTTP/1.1", 401, "unauthorized"),
                        line("GET /actuator/env HTTP/1.1", 401, "unauthorized"),
                        line("GET /actuator/health/db HTTP/1.1", 401, "unauthorized"),
                        line("GET /actuator/health/mischief HTTP/1.1", 401, "unauthorized"),
                        line("GET /actuator/heapdump HTTP/1.1", 401, "unauthorized"),
                        line("GET /.git/config HTTP/1.1", 401, "unauthorized"),
                        line("GET /WEB-INF/web.xml HTTP/1.1", 404, "not-found"),
                        line("GET /h2-console HTTP/1.1", 401, "unauthorized"),
                        line("GET /console/mischief.html HTTP/1.1", 404, "not-found"),
                        line("GET /error HTTP/1.1", 404, "not-found")));
    }

    static Stream<Case> headers() {
        String host = "Host: a\r\nConnection: close\r\n";
        return Stream.of(
                header("no host", "Connection: close\r\n", 400, "bad-request"),
                header("two hosts", host + "Host: mischief\r\n", 400, "bad-request"),
                header("a host with markup", "Host: <mischief>\r\n", 400, "bad-request"),
                header("a host with a slash", "Host: mischief/x\r\n", 400, "bad-request"),
                header("a host with a user", "Host: mischief@a\r\n", 400, "bad-request"),
                header("a NUL in a name", host + "mischief\u0000: x\r\n", 400, "bad-request"),
                header("a NUL in a value", host + "X: mischief\u0000\r\n", 400, "bad-request"),
                header("a bare line feed in a value", host + "X: mischief\rY\r\n", 400, "bad-request"),
                header("a space before the colon", host + "mischief : x\r\n", 400, "bad-request"),
                header("a header without a colon", host + "mischief\r\n", 400, "bad-request"),
                header("an empty header name", host + ": mischief\r\n", 400, "bad-request"),
                header("a header of 20 KB", host + "X: mischief" + LONG + "\r\n", 400, "bad-request"),
                header("200 headers", host + "X: mischief\r\n".repeat(200), 400, "bad-request"));
    }

    static Stream<Case> framing() {
        String line = "POST /app/check HTTP/1.1";
        String json = "Content-Type: application/json\r\n";
        return Stream.of(
                new Case("a negative length", head(line, "Content-Length: -1\r\n"), 400, "bad-request"),
                new Case("a length that is none", head(line, "Content-Length: mischief\r\n"), 400, "bad-request"),
                new Case(
                        "a length beyond 64 bits",
                        head(line, "Content-Length: 99999999999999999999\r\n"),
                        400,
                        "bad-request"),
                new Case(
                        "two lengths",
                        head(line, "Content-Length: 2\r\nContent-Length: 3\r\n") + "{}",
                        400,
                        "bad-request"),
                new Case(
                        "an unknown transfer coding",
                        head(line, "Transfer-Encoding: mischief\r\n"),
                        501,
                        "not-implemented"),
                new Case(
                        "a transfer coding twice",
                        head(line, json + "Transfer-Encoding: chunked, chunked\r\n") + "0\r\n\r\n",
                        400,
                        "bad-request"),
                new Case(
                        "a chunk size that is none",
                        head(line, json + "Transfer-Encoding: chunked\r\n") + "mischief\r\n{}\r\n0\r\n\r\n",
                        400,
                        "bad-request"),
                new Case(
                        "a chunk longer than said",
                        head(line, json + "Transfer-Encoding: chunked\r\n") + "1\r\n{mischief}\r\n0\r\n\r\n",
                        400,
                        "bad-request"));
    }

    private static Case check(String what, String body, int status, String type) {
        return body(what, "POST /api/patch/version HTTP/1.1", "Content-Type: application/json\r\n", body, status, type);
    }

    private static Case check(String body) {
        return check(body.length() > 60 ? body.substring(0, 60) : body, body, 400, "bad-request");
    }

    static Stream<Case> deviceJson() {
        Stream<Case> texts = Stream.of(
                        "",
                        "mischief",
                        "{",
                        "[]",
                        "null",
                        "\"1.0.0\"",
                        "{\"version\":1.0}",
                        "{\"version\":true}",
                        "{\"version\":[\"1.0.0\"]}",
                        "{\"version\":{\"mischief\":1}}",
                        "{\"version\":\"1.0.0\",\"version\":\"1.0.1\"}",
                        "{\"version\":\"1.0.0\"}{}",
                        "{\"version\":\"1.0.0\"}mischief",
                        "{\"version\":\"1.0.0\",}",
                        "{'version':'1.0.0'}",
                        "{version:\"1.0.0\"}",
                        "{\"version\":\"1.0.0\"/*mischief*/}",
                        "{\"version\":\"1.0.0\",\"isDiff\":\"true\"}",
                        "{\"version\":\"1.0.0\",\"isDiff\":1}",
                        "{\"version\":\"1.0.0\",\"md5\":1}",
                        "{\"version\":\"1.0.0\",\"appName\":[\"mischief\"]}",
                        "{\"version\":\"1.0.0\",\"tags\":[\"mischief\"]}",
                        "{\"version\":\"1.0.0\",\"x\":" + DEEP + "}",
                        "{\"version\":\"1.0.0\",\"x\":NaN}",
                        "{\"version\":\"1.0.0\",\"x\":01}",
                        "{\"version\":\"1.0.0\u0000\"}",
                        "{\"version\":\"mischief\"}",
                        "{\"version\":\"1.0.0.0.0\"}",
                        "{\"version\":\"-1\"}",
                        "{\"version\":\"1..0\"}",
                        "{\"version\":\"1234567890\"}",
                        "{\"version\":\"" + "1".repeat(5000) + "\"}",
                        "{\"version\":\" \"}",
                        "{\"version\":\"1.0.0\",\"appName\":\"APP\",\"platform\":\"mischief\"}",
                        "{\"version\":\"1.0.0\",\"appName\":\"APP\",\"deviceId\":\"" + "mischief".repeat(100) + "\"}",
                        "\u00ef\u00bb\u00bf{\"version\":\"1.0.0\"}",
                        "{\"version\":\"\u00ff\"}",
                        "{\"version\":\"\u00ed\u00a0\u0080\"}")
                .map(HostileRequestTests::check);
        return Stream.concat(
                texts,
                Stream.of(
                        check("17 KB", "{\"version\":\"1.0.0\",\"x\":\"" + LONG + "\"}", 413, "too-large"),
                        body(
                                "another type",
                                "POST /api/patch/version HTTP/1.1",
                                "Content-Type: text/plain\r\n",
                                "x",
                                415,
                                "unsupported-media-type"),
                        body(
                                "a form",
                                "POST /api/patch/version HTTP/1.1",
                                "Content-Type: application/x-www-form-urlencoded\r\n",
                                "version=1.0.0",
                                415,
                                "unsupported-media-type"),
                        body(
                                "XML",
                                "POST /api/patch/version HTTP/1.1",
                                "Content-Type: application/xml\r\n",
                                "<mischief/>",
                                415,
                                "unsupported-media-type"),
                        body(
                                "UTF-16 by its type",
                                "POST /api/patch/version HTTP/1.1",
                                "Content-Type: application/json;charset=utf-16\r\n",
                                "{}",
                                415,
                                "unsupported-media-type"),
                        body(
                                "a packed body",
                                "POST /api/patch/version HTTP/1.1",
                                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
                                "{\"version\":\"1.0.0\"}",
                                415,
                                "unsupported-media-type"),
                        body(
                                "any type",
                                "POST /api/patch/version HTTP/1.1",
                                "Content-Type: */*\r\n",
                                "{}",
                                415,
                                "unsupported-media-type"),
                        body(
                                "a type that is none",
                                "POST /api/patch/version HTTP/1.1",
                                "Content-Type: mischief\r\n",
                                "{}",
                                415,
                                "unsupported-media-type"),
                        line("GET /api/patch/version HTTP/1.1", 405, "method-not-allowed"),
                        line("DELETE /api/patch/version HTTP/1.1", 405, "method-not-allowed")));
    }

    static Stream<Case> deviceForms() {
        String line = "POST /app/check HTTP/1.1";
        String type = "Content-Type: application/x-www-form-urlencoded\r\n";
        String chunk = "4e20\r\n" + LONG + "\r\n0\r\n\r\n";
        return Stream.of(
                body("a form of 20 KB", line, type, LONG, 413, "too-large"),
                new Case(
                        "a chunked form of 20 KB",
                        head(line, type + "Transfer-Encoding: chunked\r\n") + chunk,
                        413,
                        "too-large"),
                body("an escape that is none", line, type, "appName=%mischief", 400, "bad-request"),
                body("half an escape", line, type, "appName=x&iOS=1.0.0%2", 400, "bad-request"),
                body("an overlong escape", line, type, "appName=%c0%ae", 400, "bad-request"),
                body("bytes that are no UTF-8", line, type, "appName=\u00ff", 400, "bad-request"),
                body("200 fields", line, type, "mischief=1&".repeat(200), 400, "bad-request"),
                body(
                        "a form in Latin-1",
                        line,
                        type.replace("\r\n", ";charset=ISO-8859-1\r\n"),
                        "appName=x",
                        415,
                        "unsupported-media-type"),
                body("broken JSON", line, "Content-Type: application/json\r\n", "{mischief", 400, "bad-request"),
                line("GET /app/check?appName=%zz HTTP/1.1", 400, "bad-request"),
                line("GET /app/check?appName=%c0%ae HTTP/1.1", 400, "bad-request"),
                line("GET /app/check?" + "mischief&".repeat(200) + " HTTP/1.1", 400, "bad-request"),
                line("PUT /app/check HTTP/1.1", 405, "method-not-allowed"));
    }

    static Stream<Case> reports() {
        return Stream.of("/api/patch", "/api/patch/", "/api/patch/mischief", "/api/patch/version/")
                .map(path -> line("GET " + path + " HTTP/1.1", 404, "not-found"));
    }

    static Stream<Case> links() {
        Stream<String> tokens = Stream.of(
                "mischief",
                "A".repeat(124),
                "A".repeat(123),
                "A".repeat(125),
                "A".repeat(8000),
                "-".repeat(124),
                "..",
                "%20",
                "~".repeat(124),
                "A".repeat(100) + "%3D");
        return tokens.flatMap(token -> Stream.of(
                token.equals("..")
                        ? bad("GET /api/patch/download/.. HTTP/1.1")
                        : line("GET /api/patch/download/" + token + " HTTP/1.1", 404, ""),
                line("GET /app/" + "a".repeat(32) + ".zip?token=" + token + " HTTP/1.1", 404, "")));
    }

    private static Case key(String what, String path, String headers, int status, String type) {
        return new Case(what, head("GET " + path + " HTTP/1.1", headers), status, type);
    }

    static Stream<Case> keys() {
        String releases = "/api/apps/APP/releases";
        return Stream.of(
                key("no key", releases, "", 401, "unauthorized"),
                key("an empty key", releases, "Authorization: Bearer \r\n", 401, "unauthorized"),
                key("a wrong key", releases, "Authorization: Bearer mischief\r\n", 401, "unauthorized"),
                key(
                        "a key of 8 KB",
                        releases,
                        "Authorization: Bearer " + "m".repeat(8000) + "\r\n",
                        401,
                        "unauthorized"),
                key("a key as a password", releases, "Authorization: Basic eDptaXNjaGllZg==\r\n", 401, "unauthorized"),
                key("no base64", "/app/add", "Authorization: Basic ***\r\n", 401, "unauthorized"),
                key("an unknown scheme", releases, "Authorization: Mischief x\r\n", 401, "unauthorized"),
                key(
                        "a key in the query",
                        releases + "?key=" + ADMIN + "&access_token=" + ADMIN,
                        "",
                        401,
                        "unauthorized"),
                key("a key in a cookie", releases, "Cookie: key=" + ADMIN + "\r\n", 401, "unauthorized"),
                key("a key in another header", releases, "X-API-Key: " + ADMIN + "\r\n", 401, "unauthorized"),
                key("two keys", releases, "Authorization: Bearer mischief\r\nADMIN\r\n", 401, "unauthorized"),
                key(
                        "a stranger's word for loopback",
                        releases,
                        "X-Forwarded-For: 203.0.113.9, 127.0.0.9\r\nADMIN\r\n",
                        403,
                        "https-required"),
                key(
                        "plain HTTP from afar",
                        releases,
                        "X-Forwarded-For: 203.0.113.9\r\nADMIN\r\n",
                        403,
                        "https-required"),
                key(
                        "a rewritten path",
                        "/",
                        "X-Original-URL: /api/keys\r\nX-Rewrite-URL: /api/keys\r\nX-HTTP-Method-Override: DELETE\r\nAuthorization: Bearer mischief\r\n",
                        401,
                        "unauthorized"));
    }

    private static Case asked(String path, int status, String type) {
        return new Case(
                path.length() > 60 ? path.substring(0, 60) : path,
                head("GET " + path + " HTTP/1.1", "ADMIN\r\n"),
                status,
                type);
    }

    static Stream<Case> lists() {
        String releases = "/api/apps/APP/releases";
        return Stream.of(
                asked("/api/apps/mischief/releases", 404, "unknown-app"),
                asked("/api/apps/%20mischief/releases", 404, "unknown-app"),
                asked("/api/apps/mischief'%20or%20'1'='1/releases", 404, "unknown-app"),
                asked(releases + "?limit=0", 400, "bad-request"),
                asked(releases + "?limit=-1", 400, "bad-request"),
                asked(releases + "?limit=201", 400, "bad-request"),
                asked(releases + "?limit=mischief", 400, "bad-request"),
                asked(releases + "?limit=99999999999", 400, "bad-request"),
                asked(releases + "?after=mischief", 400, "bad-request"),
                asked(releases + "?after=" + "A".repeat(4000), 400, "bad-request"),
                asked(releases + "?platform=mischief", 400, "bad-request"),
                asked(releases + "?state=mischief", 400, "bad-request"),
                asked(releases + "/mischief", 400, "bad-request"),
                asked(releases + "/-1", 404, "unknown-release"),
                asked(releases + "/0x1", 400, "bad-request"),
                asked(releases + "/+ID", 400, "bad-request"),
                asked(releases + "/ID%20", 400, "bad-request"),
                asked(releases + "?limit=+5", 400, "bad-request"),
                asked("/actuator/health/db/../env", 400, "bad-request"),
                asked(releases + "/99999999999999999999", 400, "bad-request"),
                asked(releases + "/ID%20or%201=1", 400, "bad-request"),
                asked(releases + "/ID/mischief", 404, "not-found"),
                asked("/api/apps/APP/explain?platform=ios&version=mischief", 400, "bad-request"),
                asked("/api/apps/APP/explain?platform=mischief&version=1.0", 400, "bad-request"),
                asked("/api/apps/APP/explain?platform=ios&version=1.0&tags=mischief", 400, "bad-request"),
                asked("/api/audit?limit=mischief", 400, "bad-request"),
                asked("/api/audit?after=mischief", 400, "bad-request"));
    }

    private static Case change(String body, int status, String type) {
        String what = "PATCH " + (body.length() > 60 ? body.substring(0, 60) : body);
        return body(
                what,
                "PATCH /api/apps/APP/releases/ID HTTP/1.1",
                "ADMIN\r\nContent-Type: application/json\r\n",
                body,
                status,
                type);
    }

    static Stream<Case> changes() {
        return Stream.of(
                change("{\"mischief\":1}", 400, "bad-request"),
                change("{\"rollout\":1,\"rollout\":2}", 400, "bad-request"),
                change("[1]", 400, "bad-request"),
                change("{\"x\":" + DEEP + "}", 400, "bad-request"),
                change("{\"rollout\":-1}", 422, "field-invalid"),
                change("{\"rollout\":100.01}", 422, "field-invalid"),
                change("{\"rollout\":1e999999999}", 422, "field-invalid"),
                change("{\"rollout\":\"mischief\"}", 422, "field-invalid"),
                change("{\"rollout\":33.333}", 422, "field-invalid"),
                change("{\"priority\":\"mischief\"}", 422, "field-invalid"),
                change("{\"allow\":\"mischief\"}", 422, "field-invalid"),
                change("{\"allow\":[1]}", 422, "field-invalid"),
                change("{\"allow\":[\"" + "mischief".repeat(100) + "\"]}", 422, "field-invalid"),
                change("{\"tags\":[\"mischief\"]}", 422, "field-invalid"),
                change("{\"deadline\":\"mischief\"}", 422, "field-invalid"),
                change("{\"notes\":\"" + "mischief".repeat(10_000) + "\"}", 422, "field-invalid"),
                change("{\"version\":\"9.9.9\"}", 409, "state-conflict"),
                change("{\"notes\":\"mischief\\u0000\"}", 422, "field-invalid"),
                change("{\"notes\":\"mischief\\ud800\"}", 422, "field-invalid"),
                change("{\"plan\":{\"steps\":[{\"rollout\":1e400}]}}", 422, "field-invalid"),
                change(
                        "{\"plan\":{\"steps\":[{\"rollout\":1}],\"condition\":{\"maxFailureRate\":1,\"minDevices\":1e30}}}",
                        422,
                        "field-invalid"),
                halt("{\"halt\":{\"action\":\"pause\",\"maxFailureRate\":1e400}}"),
                halt("{\"halt\":{\"action\":\"pause\",\"minDevices\":1e30}}"),
                halt("{\"halt\":{\"action\":\"mischief\"}}"),
                body(
                        "a form",
                        "PATCH /api/apps/APP/releases/ID HTTP/1.1",
                        "ADMIN\r\nContent-Type: text/plain\r\n",
                        "mischief",
                        415,
                        "unsupported-media-type"),
                body(
                        "an unknown verb",
                        "POST /api/apps/APP/releases/ID/mischief HTTP/1.1",
                        "ADMIN\r\n",
                        "",
                        404,
                        "not-found"),
                body(
                        "another app's release",
                        "POST /api/apps/mischief/releases/ID/withdraw HTTP/1.1",
                        "ADMIN\r\n",
                        "",
                        404,
                        "unknown-release"),
                body(
                        "a reason that is a list",
                        "POST /api/apps/APP/releases/ID/pause HTTP/1.1",
                        "ADMIN\r\nContent-Type: application/json\r\n",
                        "{\"reason\":[\"mischief\"]}",
                        400,
                        "bad-request"),
                body(
                        "a verb with members it does not have",
                        "POST /api/apps/APP/releases/ID/pause HTTP/1.1",
                        "ADMIN\r\nContent-Type: application/json\r\n",
                        "{\"mischief\":1}",
                        400,
                        "bad-request"),
                body(
                        "a change of any type",
                        "PATCH /api/apps/APP/releases/ID HTTP/1.1",
                        "ADMIN\r\nContent-Type: application/*\r\n",
                        "{}",
                        415,
                        "unsupported-media-type"),
                body(
                        "a long reason",
                        "POST /api/apps/APP/releases/ID/pause HTTP/1.1",
                        "ADMIN\r\nContent-Type: application/json\r\n",
                        "{\"reason\":\"" + "mischief".repeat(2000) + "\"}",
                        400,
                        "bad-request"));
    }

    private static Case halt(String body) {
        return body(
                "an app's " + body,
                "PATCH /api/apps/APP HTTP/1.1",
                "ADMIN\r\nContent-Type: application/json\r\n",
                body,
                422,
                "field-invalid");
    }

    private static Case grant(String body) {
        return body(
                "key " + (body.length() > 60 ? body.substring(0, 60) : body),
                "POST /api/keys HTTP/1.1",
                "ADMIN\r\nContent-Type: application/json\r\n",
                body,
                400,
                "bad-request");
    }

    static Stream<Case> grants() {
        return Stream.of(
                        "{}",
                        "{\"name\":\"a\",\"role\":\"mischief\"}",
                        "{\"name\":\"a\",\"role\":0}",
                        "{\"name\":\"\",\"role\":\"viewer\"}",
                        "{\"name\":\"mischief\\u0000\",\"role\":\"viewer\"}",
                        "{\"name\":\"mischief\\u202e\",\"role\":\"viewer\"}",
                        "{\"name\":\"mischief\\ud800\",\"role\":\"viewer\"}",
                        "{\"name\":\"" + "mischief".repeat(20) + "\",\"role\":\"viewer\"}",
                        "{\"name\":\"a\",\"role\":\"viewer\",\"apps\":[\"../mischief\"]}",
                        "{\"name\":\"a\",\"role\":\"viewer\",\"apps\":[null]}",
                        "{\"name\":\"a\",\"role\":\"viewer\",\"apps\":\"mischief\"}",
                        "{\"name\":\"a\",\"role\":\"viewer\",\"expiresAt\":\"mischief\"}",
                        "{\"name\":\"a\",\"role\":\"viewer\",\"key\":\"mischief\"}")
                .map(HostileRequestTests::grant);
    }

    private static Case form(String what, String fields) {
        return body(
                what,
                "POST /app/add HTTP/1.1",
                "ADMIN\r\nContent-Type: application/x-www-form-urlencoded\r\n",
                fields,
                422,
                "field-invalid");
    }

    static Stream<Case> forms() {
        String good = "appName=x&iOS=1.0.0&jsVersion=" + "a".repeat(32) + "&timestamp=1&jsPath=https://a.example/";
        return Stream.of(
                form("an app that is none", good.replace("appName=x", "appName=../mischief")),
                form("a version that is none", good.replace("1.0.0", "mischief")),
                form("no version", good.replace("iOS=1.0.0", "")),
                form("a jsVersion that is none", good.replace("aaaa", "../m")),
                form("a timestamp that is none", good.replace("timestamp=1", "timestamp=mischief")),
                form("a timestamp of the year 2100", good.replace("timestamp=1", "timestamp=4102444800000")),
                form("a timestamp beyond all years", good.replace("timestamp=1", "timestamp=999999999999999")),
                form("a jsPath of another scheme", good.replace("https:", "file:")),
                form("a jsPath with a line break", good.replace("/a.example", "/mischief%0d%0aX")));
    }
}
