package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** 127.0.0.2 and 127.0.0.3 are trusted proxies here; 127.0.0.1 is nobody. */
class PlainHttpTests extends RunningServer {
    private String ask(String from, String path, String... headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0)) {
            String head = "GET " + path
                    + " HTTP/1.1\r\nHost: patchbay.test\r\nConnection: close\r\nAuthorization: Bearer " + ADMIN + "\r\n"
                    + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aKeyFromThisMachineIsAccepted() throws Exception {
        assertThat(ask("127.0.0.1", "/api/keys")).startsWith("HTTP/1.1 200");
    }

    @Test
    void aKeyThatATrustedProxyReceivedOverHttpsIsAccepted() throws Exception {
        assertThat(ask("127.0.0.2", "/api/keys", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: https"))
                .startsWith("HTTP/1.1 200");
        assertThat(ask("127.0.0.2", "/api/keys", "Forwarded: for=203.0.113.9;proto=https"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aKeyThatATrustedProxyReceivedOverHttpIsRefused() throws Exception {
        assertThat(ask("127.0.0.2", "/api/keys", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-Proto: http"))
                .startsWith("HTTP/1.1 403")
                .contains("/problems/https-required", "patchbay.access.require-https");
        assertThat(ask("127.0.0.2", "/api/keys", "X-Forwarded-For: 127.0.0.1")).startsWith("HTTP/1.1 403");
    }

    @Test
    void theUrlInTheApiDocumentIsTheOneTheClientUsed() throws Exception {
        assertThat(ask(
                        "127.0.0.2",
                        "/v3/api-docs",
                        "X-Forwarded-Proto: https",
                        "X-Forwarded-Host: updates.example.com"))
                .contains("\"https://updates.example.com\"");
        assertThat(ask("127.0.0.1", "/v3/api-docs", "X-Forwarded-Host: evil.example"))
                .doesNotContain("evil.example");
    }

    @Test
    void wrongKeysAreSlowedForTheirSenderOnly() throws Exception {
        String sender = "X-Forwarded-For: 198.51.100.7";
        for (int i = 0; i < 40; i++) assertThat(wrongKey(sender)).startsWith("HTTP/1.1 401");

        assertThat(wrongKey(sender))
                .startsWith("HTTP/1.1 429")
                .contains("Retry-After: ", "/problems/too-many-requests");
        assertThat(wrongKey("X-Forwarded-For: 198.51.100.8")).startsWith("HTTP/1.1 401");
    }

    private String wrongKey(String sender) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0.0.3"), 0)) {
            String head = "GET /api/keys HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-Proto: https\r\n"
                    + sender + "\r\nAuthorization: Bearer guess\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
