package dev.patchbay.archive;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LargeAppTests {
    @Test
    void whatNoServerTakesIsNotWritten() {
        assertThatCode(() -> LargeApp.refuse(100_000, 64 << 20)).doesNotThrowAnyException();
        assertThatThrownBy(() -> LargeApp.refuse(100_001, 1))
                .isInstanceOf(LargeApp.class)
                .hasMessageContaining("100001 releases");
        assertThatThrownBy(() -> LargeApp.refuse(1, (64 << 20) + 1))
                .isInstanceOf(LargeApp.class)
                .hasMessageContaining("67108865 bytes");
    }
}
