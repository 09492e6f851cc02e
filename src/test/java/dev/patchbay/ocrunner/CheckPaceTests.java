package dev.patchbay.ocrunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CheckPaceTests {
    private static final CheckPace.Settings HOURLY = new CheckPace.Settings(Duration.ofHours(1));

    @Test
    void spreadsDevicesByAFifth() {
        assertThat(new CheckPace(HOURLY, () -> 0).next()).isEqualTo(2880);
        assertThat(new CheckPace(HOURLY, () -> 0.5).next()).isEqualTo(3600);
        assertThat(new CheckPace(HOURLY, () -> 1).next()).isEqualTo(4320);
    }

    @Test
    void seldomSaysTheSameTwice() {
        CheckPace pace = new CheckPace(HOURLY);
        assertThat(LongStream.generate(pace::next).limit(1_000).distinct().count())
                .isGreaterThan(300);
    }

    @Test
    void refusesAPaceThatFloodsTheServer() {
        assertThatThrownBy(() -> new CheckPace.Settings(Duration.ofSeconds(1)))
                .hasMessageContaining("patchbay.update.check-interval");
    }
}
