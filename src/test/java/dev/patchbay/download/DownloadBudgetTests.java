package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class DownloadBudgetTests {
    private final SettableClock clock = new SettableClock("2026-11-22T09:00:00Z");

    private DownloadBudget of(long bytesPerSecond) {
        return new DownloadBudget(new BudgetSettings(DataSize.ofBytes(bytesPerSecond)), clock);
    }

    @Test
    void isExceededByWhatTheLastSecondsSent() {
        DownloadBudget budget = of(1_000);
        for (int second = 0; second < 5; second++) {
            assertThat(budget.exceeded()).isFalse();
            budget.sent(1_001);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(budget.perSecond()).isEqualTo(1_001);
        assertThat(budget.exceeded()).isTrue();
    }

    @Test
    void recoversWhenTheDownloadsAreOver() {
        DownloadBudget budget = of(1_000);
        budget.sent(1_000_000);
        clock.advance(Duration.ofSeconds(2));
        assertThat(budget.exceeded()).isTrue();
        clock.advance(Duration.ofSeconds(DownloadBudget.SECONDS));
        assertThat(budget.exceeded()).isFalse();
        assertThat(budget.perSecond()).isZero();
    }

    @Test
    void oldSecondsAreNotCountedAgain() {
        DownloadBudget budget = of(1_000);
        for (int second = 0; second < 100; second++) {
            budget.sent(500);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(budget.perSecond()).isEqualTo(500);
    }

    @Test
    void withoutABudgetNothingIsEverTooMuch() {
        DownloadBudget none = of(0);
        none.sent(Long.MAX_VALUE / 2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(none.exceeded()).isFalse();
    }

    @Test
    void refusesANegativeBudget() {
        assertThatThrownBy(() -> new BudgetSettings(DataSize.ofBytes(-1)))
                .hasMessageContaining("patchbay.download.budget");
    }
}
