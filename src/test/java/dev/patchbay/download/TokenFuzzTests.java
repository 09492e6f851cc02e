package dev.patchbay.download;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Fuzzing;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes, it is no token unless this ring made it. */
class TokenFuzzTests {
    private static final KeyRing RING = TestKeys.ring("one", "two");

    /** Also what Jazzer calls. No seed was made with the ring's keys, so nothing is ever right. */
    static void token(byte[] input) {
        String text = new String(input, ISO_8859_1);
        assertThat(RING.openLink(text, "patch")).isEmpty();
        assertThat(RING.openOffer(text)).isEmpty();
    }

    @Test
    void tokens() {
        assertThat(new Fuzzing("/fuzz/token", 5).feed(TokenFuzzTests::token, Duration.ofSeconds(1)))
                .isPositive();
    }

    @Test
    @Tag("long")
    void tokensForLong() {
        assertThat(new Fuzzing("/fuzz/token", System.nanoTime()).feed(TokenFuzzTests::token, Duration.ofMinutes(3)))
                .isPositive();
    }
}
