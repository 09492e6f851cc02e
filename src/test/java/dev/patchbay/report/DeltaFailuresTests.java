package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.patchbay.nodes.Bulletin;
import dev.patchbay.storage.BlobKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class DeltaFailuresTests {
    private static final BlobKey DELTA = new BlobKey("ab".repeat(32));

    private final List<Object> announced = new ArrayList<>();
    private final DeltaFailures failures = new DeltaFailures(
            mock(JdbcTemplate.class),
            announced::add,
            mock(Bulletin.class),
            SendersTests.SETTINGS,
            Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC));

    @Test
    void theSecondDeviceMakesItSuspect() {
        failures.failed(7, DELTA, 1, 100);
        assertThat(announced).isEmpty();
        failures.failed(7, DELTA, 2, 200);
        assertThat(announced).containsExactly(new DeltaSuspected(7, DELTA));
    }

    @Test
    void oneSenderUnderManyNamesDoesNot() {
        for (int device = 0; device < 100; device++) failures.failed(7, DELTA, device, 100);
        assertThat(announced).isEmpty();
    }

    @Test
    void twoOfAThousandAreNoReasonToDistrustIt() {
        for (int i = 0; i < 1_000; i++) failures.worked(DELTA);
        for (int device = 1; device <= 20; device++) failures.failed(7, DELTA, device, device);
        assertThat(announced).isEmpty();
        failures.failed(7, DELTA, 21, 21);
        assertThat(announced).hasSize(1);
    }

    @Test
    void anOperatorsWordLetsItBeginAnew() {
        failures.failed(7, DELTA, 1, 100);
        failures.forget(new StrikesCleared("demo", 7, 1));
        failures.failed(7, DELTA, 2, 200);
        assertThat(announced).isEmpty();
    }

    @Test
    void otherDeltasAreNotConcerned() {
        failures.failed(7, DELTA, 1, 100);
        failures.failed(7, new BlobKey("cd".repeat(32)), 2, 200);
        assertThat(announced).isEmpty();
    }
}
