package dev.patchbay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTests {
    /**
     * The four examples in table I of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics
     * in Medicine 17 (1998), method 3.
     */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void agreesWithPublishedValues(long hits, long seen, double lower, double upper) {
        assertThat(Wilson.lowerBound(hits, seen)).isCloseTo(lower, within(0.00005));
        assertThat(Wilson.upperBound(hits, seen)).isCloseTo(upper, within(0.00005));
    }

    @Test
    void knowsNothingOfNoDevices() {
        assertThat(Wilson.lowerBound(0, 0)).isZero();
        assertThat(Wilson.upperBound(0, 0)).isEqualTo(1);
    }

    @Test
    void isSymmetric() {
        for (long hits = 0; hits <= 40; hits++) {
            assertThat(Wilson.lowerBound(hits, 40)).isCloseTo(1 - Wilson.upperBound(40 - hits, 40), within(1e-12));
        }
    }

    @Test
    void comesNearerToTheShareTheMoreDevicesAreSeen() {
        double before = 0;
        for (long seen = 10; seen <= 1_000_000; seen *= 10) {
            double bound = Wilson.lowerBound(seen / 10, seen);
            assertThat(bound).isGreaterThan(before).isLessThan(0.1);
            before = bound;
        }
        assertThat(before).isCloseTo(0.1, within(0.001));
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException().isThrownBy(() -> Wilson.lowerBound(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Wilson.lowerBound(-1, 2));
    }
}
