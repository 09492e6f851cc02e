package dev.patchbay.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.download.DownloadBudget;
import dev.patchbay.release.Priority;
import dev.patchbay.report.Strikes;
import org.junit.jupiter.api.Test;

class HeldBackTests {
    private final DownloadBudget budget = mock(DownloadBudget.class);
    private final DeviceHolds holds = new DeviceHolds(mock(Strikes.class), budget);

    @Test
    void onlyIdleReleasesWait() {
        when(budget.exceeded()).thenReturn(true);
        assertThat(holds.waits(Priority.IDLE)).isTrue();
        assertThat(holds.waits(Priority.NORMAL)).isFalse();
        assertThat(holds.waits(Priority.BLOCKING)).isFalse();
    }

    @Test
    void nothingWaitsWhileDownloadsAreFew() {
        assertThat(holds.waits(Priority.IDLE)).isFalse();
    }
}
