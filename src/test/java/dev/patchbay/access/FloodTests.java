package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * An address may send 30 checks at once here, and open 20 connections. 127.0.0.3 is a trusted proxy, 127.0.0.9 and up are
 * anybody.
 */
class FloodTests extends RunningServer {
    private static final String CHECK = "GET /app/check?appName=none&iOS=1.0.0";
    private static final int BURST = 30;

    @Autowired
    private KeyIssuer issuer;

    /** Asks as the proxy does for that address. */
    private String behindTheProxy(String address, String line, String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of("X-Forwarded-For: " + address, "X-Forwarded-Proto: https"));
        all.addAll(List.of(headers));
        return Peer.ask("127.0.0.3", port, line, all.toArray(String[]::new));
    }

    @Test
    void anAddressThatChecksTooOftenIsToldToWaitInItsForm() throws Exception {
        for (int i = 0; i < BURST; i++)
            assertThat(behindTheProxy("198.51.100.20", CHECK)).startsWith("HTTP/1.1 200");

        String answer = "";
        for (int i = 0; i < BURST && !answer.startsWith("HTTP/1.1 429"); i++)
            answer = behindTheProxy("198.51.100.20", CHECK);
        assertThat(answer)
                .startsWith("HTTP/1.1 429")
                .contains(
                        "Retry-After: 1", "/problems/too-many-requests", "\"error\":", "\"resCode\":429", "\"data\":{}")
                .contains("X-Content-Type-Options: nosniff");
        assertThat(behindTheProxy("198.51.100.21", CHECK)).startsWith("HTTP/1.1 200");
        assertThat(behindTheProxy("198.51.100.20", "GET /app/x.zip?token=x")).startsWith("HTTP/1.1 404");
    }

    @Test
    void theAddressesOfOneIpv6NetworkCountAsOne() throws Exception {
        int refused = 0;
        for (int i = 1; i <= 3 * BURST; i++) {
            if (behindTheProxy("2001:db8:1:2::" + i, CHECK).startsWith("HTTP/1.1 429")) refused++;
        }
        assertThat(refused).isPositive();
        assertThat(behindTheProxy("2001:db8:1:3::1", CHECK)).startsWith("HTTP/1.1 200");
    }

    @Test
    void whatAStrangerSaysOfItsAddressChangesNothing() throws Exception {
        StringBuilder requests = new StringBuilder();
        for (int i = 1; i <= 3 * BURST; i++) {
            requests.append(CHECK + " HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113." + i
                    + "\r\nForwarded: for=203.0.113." + i + "\r\nX-Real-IP: 203.0.113." + i + "\r\n"
                    + (i == 3 * BURST ? "Connection: close\r\n\r\n" : "\r\n"));
        }
        try (Peer peer = new Peer("127.0.0.9", port, 0)) {
            peer.send(requests.toString());

            assertThat(peer.rest()).contains("HTTP/1.1 200", "HTTP/1.1 429");
        }
        assertThat(Peer.ask("127.0.0.10", port, CHECK, "X-Forwarded-For: 127.0.0.9"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void anExemptAddressIsNotCounted() throws Exception {
        for (int i = 0; i < 3 * BURST; i++)
            assertThat(Peer.ask("127.0.0.1", port, CHECK)).startsWith("HTTP/1.1 200");
    }

    @Test
    void aKeyIsCountedWhereverItComesFrom() throws Exception {
        String secret = issuer.issue(new KeyGrant("flood", Role.VIEWER, Set.of(), null), "test")
                .secret();
        int refused = 0;
        for (int i = 1; i <= 3 * BURST; i++) {
            String answer = behindTheProxy("192.0.2." + i, "GET /api/apps", "Authorization: Bearer " + secret);
            if (!answer.startsWith("HTTP/1.1 429")) continue;
            assertThat(answer).contains("Retry-After: ", "/problems/too-many-requests", "application/problem+json");
            refused++;
        }
        assertThat(refused).isPositive();
    }

    @Test
    void anAddressHasSoManyConnectionsAndNoMore() throws Exception {
        // of the twenty some may have been cut before the last comes
        await().until(this::theTwentyFirstIsRefused);
        // the server has to notice that all are gone
        await().ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> Peer.ask("127.0.0.11", port, CHECK).startsWith("HTTP/1.1 200"));
    }

    private boolean theTwentyFirstIsRefused() throws Exception {
        List<Peer> open = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Peer peer = new Peer("127.0.0.11", port, 0);
                open.add(peer);
                peer.send("GET ");
            }
            long before = refusals("too-many-connections");
            try (Peer oneMore = new Peer("127.0.0.11", port, 0)) {
                assertThat(oneMore.drain()).isZero();
            }
            assertThat(Peer.ask("127.0.0.12", port, CHECK)).startsWith("HTTP/1.1 200");
            return refusals("too-many-connections") > before;
        } finally {
            for (Peer peer : open) peer.close();
        }
    }

    @Test
    void oneUploadTooManyIsToldToComeAgain() throws Exception {
        String head =
                "POST /api/apps/full/releases HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5000\r\n"
                        + "Authorization: Bearer " + ADMIN
                        + "\r\nContent-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n";
        // the third may come before those two have begun, or after they were cut
        String third = await().until(() -> thirdOfThree(head), answer -> answer.startsWith("HTTP/1.1 503"));

        assertThat(third).contains("Retry-After: ", "/problems/unavailable");
        assertThat(refusals("unavailable")).isPositive();
    }

    private String thirdOfThree(String head) throws Exception {
        try (Peer first = new Peer("127.0.0.1", port, 0);
                Peer second = new Peer("127.0.0.1", port, 0)) {
            first.send(head);
            second.send(head);
            String third = upload(head + "x".repeat(4995));
            assertThat(Peer.ask("127.0.0.1", port, CHECK)).startsWith("HTTP/1.1 200");
            return third;
        }
    }

    private String upload(String request) throws IOException {
        try (Peer peer = new Peer("127.0.0.1", port, 0)) {
            peer.send(request);
            return peer.rest();
        }
    }
}
