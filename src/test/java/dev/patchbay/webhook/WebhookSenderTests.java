package dev.patchbay.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WebhookSenderTests {
    private static WebhookSender sender(boolean allowPrivate) {
        return new WebhookSender(
                new WebhookSettings(allowPrivate, Duration.ofMillis(700), 3, Duration.ofSeconds(1), 10),
                Clock.systemUTC());
    }

    private static WebhookSender.Result send(WebhookSender sender, int port) {
        Webhook webhook = new Webhook(
                "1",
                new Webhook.Subscription(
                        Receiver.of("http://127.0.0.1:" + port + "/"), Optional.empty(), Set.of(Topic.PING)),
                "secret",
                Instant.EPOCH,
                "test");
        Delivery delivery = new Delivery(webhook, Topic.PING, "{}", Instant.EPOCH);
        org.springframework.test.util.ReflectionTestUtils.setField(delivery, "id", 1L);
        return sender.send(webhook, delivery);
    }

    @Test
    void callsNoPrivateAddressUnlessAllowed() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> accept(server, calls));
            WebhookSender.Result result = send(sender(false), server.getLocalPort());

            assertThat(result.delivered()).isFalse();
            assertThat(result.error()).contains("patchbay.webhook.allow-private-addresses would allow it");
            assertThat(calls).hasValue(0);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender(false).check(Receiver.of("http://localhost/hook")));
    }

    /** Each byte comes in time, but there is no end to them. */
    @Test
    void cutsOffAReceiverThatDrips() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> accept(server, new AtomicInteger()));
            WebhookSender.Result result = send(sender(true), server.getLocalPort());

            // had it waited for the end, it would have been told that the answer broke off
            assertThat(result.delivered()).isFalse();
            assertThat(result.error()).startsWith("no answer within");
        }
    }

    private static void accept(ServerSocket server, AtomicInteger calls) {
        try (Socket socket = server.accept()) {
            calls.incrementAndGet();
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                socket.getOutputStream().write(("X-" + i + ": drip\r\n").getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
                Thread.sleep(100);
            }
        } catch (IOException | InterruptedException e) {
            // the other side has hung up, which is what the test wants
        }
    }
}
