package dev.patchbay.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTests {
    /** As {@code printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret} says. */
    @Test
    void isWhatAnyHmacToolComputes() {
        assertThat(Signature.of("{\"a\":1}", "secret", Instant.ofEpochSecond(1_700_000_000)))
                .isEqualTo("t=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686");
    }
}
