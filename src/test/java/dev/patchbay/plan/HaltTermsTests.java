package dev.patchbay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.release.Percent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaltTermsTests {
    private static final HaltTerms FIVE_PERCENT = new HaltTerms(HaltAction.PAUSE, Percent.of("5"), 50);

    @ParameterizedTest
    @CsvSource({
        "49, 49, false", // too few devices, however they fare
        "50, 50, true",
        "5, 50, false", // 10 %, but with so few devices it might be 4 %
        "7, 50, true", // at least 6.9 %
        "100, 2000, false", // exactly the threshold
        "125, 2000, true",
        "0, 100000, false"
    })
    void haltsOnlyWhenSureEnough(long failed, long devices, boolean halts) {
        assertThat(FIVE_PERCENT.reason(new Outcome(failed, devices)).isPresent())
                .isEqualTo(halts);
    }

    @Test
    void givesItsNumbers() {
        assertThat(FIVE_PERCENT.reason(new Outcome(30, 100)))
                .contains("failed on 30 of 100 devices (30.00 %, with 95 % certainty at least 21.89 %), more than 5 %");
    }

    @Test
    void countsOnlyWhatCameAfterAnEarlierHalt() {
        Outcome before = new Outcome(40, 200);

        assertThat(new Outcome(41, 400).since(before)).isEqualTo(new Outcome(1, 200));
        assertThat(new Outcome(39, 190).since(before)).isEqualTo(new Outcome(0, 0));
    }
}
