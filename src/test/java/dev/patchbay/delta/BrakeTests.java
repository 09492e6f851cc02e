package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BrakeTests {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void endsTheWorkWhenItsTimeIsUpOrTheServerStops() {
        assertThatCode(() -> new Brake(CLOCK, NOW, () -> false).check()).doesNotThrowAnyException();
        assertThatThrownBy(() -> new Brake(CLOCK, NOW.minusMillis(1), () -> false).check())
                .isInstanceOf(EncodingTooSlow.class);
        assertThatThrownBy(() -> new Brake(CLOCK, NOW, () -> true).check()).isInstanceOf(EncodingStopped.class);
    }
}
