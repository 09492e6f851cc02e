package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class MemoryBudgetTests {
    private static DeltaSettings settings(int parallel) {
        return new DeltaSettings(50, 10, Duration.ofMinutes(5), DataSize.ofMegabytes(100), parallel, false);
    }

    @Test
    void leavesDevicesOneProcessorUnlessTold() {
        assertThat(settings(0).atOnce(8)).isEqualTo(7);
        assertThat(settings(0).atOnce(1)).isEqualTo(1);
        assertThat(settings(3).atOnce(1)).isEqualTo(3);
    }

    @Test
    void aJobBeyondThoseThatMayWorkWaitsForOneToEnd() throws Exception {
        MemoryBudget budget = new MemoryBudget(settings(1));
        CompletableFuture<MemoryBudget.Share> second;
        try (MemoryBudget.Share first = budget.take(1)) {
            second = CompletableFuture.supplyAsync(() -> {
                try {
                    return budget.take(1);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Thread.sleep(100);
            assertThat(second).isNotDone();
        }
        second.get(60, TimeUnit.SECONDS).close();
    }
}
