package dev.patchbay.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.release.Percent;
import dev.patchbay.release.RefusedField;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlanTermsTests {
    static Step step(String percent, @Nullable String soak) {
        return new Step(Percent.of(percent), soak == null ? null : SoakTime.of(soak));
    }

    static PlanTerms terms(Step... steps) {
        return new PlanTerms(Arrays.asList(steps), Optional.empty());
    }

    @Test
    void stepsRise() {
        assertThat(terms(step("0.01", "0s"), step("50", "1d"), step("100", null))
                        .steps())
                .hasSize(3);
        assertThatExceptionOfType(RefusedField.class)
                .isThrownBy(() -> terms(step("10", "1h"), step("10", null)))
                .withMessageContaining("must rise: step 2 has 10 after 10");
        assertThatExceptionOfType(RefusedField.class).isThrownBy(() -> terms(step("10", "1h"), step("5", null)));
    }

    @Test
    void onlyTheLastStepNeedsNoSoak() {
        assertThatExceptionOfType(RefusedField.class)
                .isThrownBy(() -> terms(step("1", null), step("100", null)))
                .withMessageContaining("step 1 needs a soak");
    }

    @Test
    void thereAreOneToTwentySteps() {
        assertThatExceptionOfType(RefusedField.class).isThrownBy(PlanTermsTests::terms);
        List<Step> many = Stream.iterate(1, i -> i + 1)
                .limit(21)
                .map(i -> new Step(new Percent(i), Duration.ZERO))
                .toList();
        assertThatExceptionOfType(RefusedField.class).isThrownBy(() -> new PlanTerms(many, Optional.empty()));
    }

    @Test
    void aStepIsForSomebodyAndEnds() {
        assertThatIllegalArgumentException().isThrownBy(() -> step("0", "1h"));
        assertThatIllegalArgumentException().isThrownBy(() -> step("1", "91d"));
    }

    @Test
    void aStepIsKeptAsText() {
        for (Step step : List.of(step("12.5", "90m"), step("100", null), step("0.01", "0s"))) {
            assertThat(Step.ofText(step.toString())).isEqualTo(step);
        }
    }

    @Test
    void otherTermsTakeOverWhereTheReleaseIs() {
        PlanTerms terms = terms(step("1", "1h"), step("10", "1h"), step("100", null));

        assertThat(terms.stepAt(50)).isZero();
        assertThat(terms.stepAt(100)).isZero();
        assertThat(terms.stepAt(1000)).isEqualTo(1);
        assertThat(terms.stepAt(9999)).isEqualTo(1);
        assertThat(terms.stepAt(10_000)).isEqualTo(2);
    }
}
