package dev.patchbay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoakTimeTests {
    @ParameterizedTest
    @CsvSource({"0s, 0", "90s, 90", "5m, 300", "4h, 14400", "1d, 86400", "2w, 1209600", "PT1H30M, 5400", "P1D, 86400"})
    void readsBothForms(String text, long seconds) {
        assertThat(SoakTime.of(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "1 h", "h", "-1h", "1.5h", "1y", "99999999h", "soon", "P", "PT99999999999999999999H"})
    void refusesAllElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SoakTime.of(text));
    }
}
