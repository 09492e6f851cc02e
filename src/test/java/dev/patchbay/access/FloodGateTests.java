package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.access.LimitSettings.Rate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class FloodGateTests {
    private final Clock clock = mock(Clock.class);
    private final FloodGate gate = new FloodGate("Too many.", Rate.of("3 then 2/s"), clock);

    private void pass(int times) {
        for (int i = 0; i < times; i++) gate.pass("a");
    }

    @Test
    void aBurstPassesAndThenAsMuchAsIsRefilled() {
        when(clock.millis()).thenReturn(1_000_000L);
        pass(3);
        assertThatThrownBy(() -> pass(1)).isInstanceOf(TooManyRequests.class);
        gate.pass("b");

        when(clock.millis()).thenReturn(1_001_000L);
        pass(2);
        TooManyRequests refused = catchThrowableOfType(TooManyRequests.class, () -> pass(1));
        assertThat(refused.retryAfter().toSeconds()).isEqualTo(1);
    }

    @Test
    void whoHasPausedLongEnoughHasItsBurstAgain() {
        when(clock.millis()).thenReturn(1_000_000L);
        pass(3);
        when(clock.millis()).thenReturn(1_100_000L);
        assertThatCode(() -> pass(3)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "0 then 1/s", "5 then 0/s", "5 then 1", "-5 then 1/s", "5 per 1/s", "1e9 then 1/s"})
    void aRateThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Rate.of(text)).hasMessageContaining("5000 then 500/s");
    }

    @Test
    void connectionsAreCountedAgainBeforeOneIsRefused() {
        LimitSettings settings = new LimitSettings(
                true,
                List.of(AddressRange.of("127.0.0.1")),
                Rate.of("1 then 1/s"),
                Rate.of("1 then 1/s"),
                Rate.of("1 then 1/s"),
                Rate.of("1 then 1/s"),
                Rate.of("1 then 1/s"),
                2,
                Duration.ofSeconds(10),
                DataSize.ofKilobytes(1));
        ConnectionCount count = new ConnectionCount(settings, () -> List.of("192.0.2.1", "192.0.2.2"));

        assertThat(count.admits("192.0.2.1")).isTrue();
        assertThat(count.admits("192.0.2.1")).isTrue();
        assertThat(count.admits("192.0.2.1")).as("one was closed meanwhile").isTrue();
        assertThat(count.admits("192.0.2.1")).isFalse();
        assertThat(count.admits("127.0.0.1")).as("exempt").isTrue();
    }
}
