package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** What is cut and what waits in vain is counted, too: {@code SlowClientTests} and {@code FloodTests} look. */
class RefusalCounterTests extends RunningServer {
    @FunctionalInterface
    private interface Attempt {
        void make() throws Exception;
    }

    private void assertCounted(String reason, Attempt attempt) throws Exception {
        long before = refusals(reason);
        attempt.make();
        assertThat(refusals(reason)).as(reason).isGreaterThan(before);
    }

    @Test
    void aKeyThatIsWrongOrMissingOrComesTheWrongWay() throws Exception {
        assertCounted("unauthorized", () -> send(to("/api/apps").header("Authorization", "Bearer no-such-key")));
        assertCounted(
                "https-required",
                () -> Peer.ask(
                        "127.0.0.3",
                        port,
                        "GET /api/apps",
                        "X-Forwarded-For: 198.51.100.90",
                        "Authorization: Bearer " + ADMIN));
    }

    @Test
    void aFlood() throws Exception {
        assertCounted("too-many-requests", () -> {
            for (int i = 0; i < 40; i++) Peer.ask("127.0.0.14", port, "GET /app/check?appName=none&iOS=1.0.0");
        });
    }

    @Test
    void aPackageByWhatIsWrongWithIt() throws Exception {
        assertCounted("zip-structure", () -> upload("PK\u0003\u0004 and no more"));
        assertCounted("field-invalid", () -> upload(""));
    }

    private void upload(String content) throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"package\"; filename=\"p\"\r\n\r\n" + content
                + "\r\n--b--\r\n";
        assertThat(send(asAdmin("/api/apps/refused/releases")
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(HttpRequest.BodyPublishers.ofString(form)))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aBodyThatIsTooLarge() throws Exception {
        assertCounted(
                "too-large",
                () -> send(to("/api/patch/version")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(" ".repeat(20_000)))));
    }

    @Test
    void whatIsAnsweredIsNone() throws Exception {
        long before = refusals("bad-request");
        assertThat(send(to("/app/check?appName=none&iOS=1.0.0")).statusCode()).isEqualTo(200);
        assertThat(refusals("bad-request")).isEqualTo(before);
    }
}
