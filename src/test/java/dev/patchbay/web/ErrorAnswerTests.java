package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.RunningServer;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorAnswerTests extends RunningServer {
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mischief\r\n\r\n",
                "GET\r\n\r\n",
                "GET /mischief\u0001 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /mischief|x HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /mischief%00x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /mischief%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /mischief%c0%ae HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /../mischief HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /a/%2e%2e/mischief HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /api/apps/mischief%2fx HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /api/apps/mischief%5cx HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /api/apps/mischief;x=1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /api//mischief HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: mischief<>\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nmischief\u0000: x\r\n\r\n",
                "MISCHIEF / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /api/keys HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"
            })
    void aBadRequestIsAProblemThatRepeatsNothing(String request) throws Exception {
        assertThat(raw(request))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "nosniff", "/problems/bad-request")
                .doesNotContainIgnoringCase("mischief")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("Server:", "<html", "Exception", "org.");
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/7.0, 505",
        "TRACE / HTTP/1.1, 405",
    })
    void whatTheContainerRefusesByItselfIsAProblemToo(String line, int status) throws Exception {
        assertThat(raw(line + "\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json");
    }

    @Test
    void endlessHeadersAreRefused() throws Exception {
        assertThat(raw("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .doesNotContain("aaaa");
    }

    @Test
    void nothingIsAtTheErrorPageItself() throws Exception {
        HttpResponse<String> response = send(to("/error"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("/problems/not-found");
    }

    @Test
    void anUnknownAddressIsNotRepeated() throws Exception {
        HttpResponse<String> response = send(asAdmin("/mischief"));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("mischief");
    }

    @Test
    void yamlIsNotRead() throws Exception {
        HttpResponse<String> response = send(asAdmin("/api/keys")
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString("name: a\nrole: viewer\n")));

        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).doesNotContain("yaml");
    }

    @Test
    void jsonIsReadAsUtf8Only() throws Exception {
        HttpResponse<String> response = send(asAdmin("/api/keys")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"name\":\"a\",\"role\":\"viewer\"}", StandardCharsets.UTF_16)));

        assertThat(response.statusCode()).isEqualTo(400);
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        HttpResponse<String> response = send(asAdmin("/api/keys")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"apps\":" + "[".repeat(30) + "]".repeat(30) + "}")));

        assertThat(response.statusCode()).isEqualTo(400);
    }
}
