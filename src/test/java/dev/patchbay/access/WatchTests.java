package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.patchbay.access.WatchedProcessor.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Patience is ten seconds, the least speed 1 KB a second; a look stands for a second. */
class WatchTests {
    private final Counter cuts = new SimpleMeterRegistry().counter("cuts");
    private final Watch watch = new Watch(Duration.ofSeconds(10), DataSize.ofKilobytes(1), cuts);
    private final WatchedProcessor processor = mock(WatchedProcessor.class);
    private long moved;

    WatchTests() {
        when(processor.waiting()).thenReturn(Waiting.FOR_THE_BODY);
        when(processor.progress()).thenReturn(new Progress());
        when(processor.begin()).thenReturn(1L);
        when(processor.moved()).thenAnswer(call -> moved);
    }

    private boolean isCut() {
        return mockingDetails(processor).getInvocations().stream()
                .anyMatch(call -> call.getMethod().getName().equals("cut"));
    }

    /** How many looks a body outlives that moves by so much between two of them. */
    private int looksUntilCut(Watch watch, int step) {
        for (int looks = 1; looks <= 1000; looks++) {
            moved += step;
            watch.look(processor);
            if (isCut()) return looks;
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void aBodyThatStandsStillIsCutWhenPatienceIsOver() {
        assertThat(looksUntilCut(watch, 0)).isEqualTo(10);
        verify(processor, atLeastOnce()).cut(any());
    }

    @Test
    void aBodyThatIsJustFastEnoughNeverIs() {
        assertThat(looksUntilCut(watch, 1024)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatCameFastBuysNoMoreThanOnePatience() {
        for (int i = 0; i < 60; i++) {
            moved += 100_000;
            watch.look(processor);
        }
        assertThat(isCut()).isFalse();

        assertThat(looksUntilCut(watch, 1)).isLessThanOrEqualTo(10);
    }

    @Test
    void patienceShrinksToAFifthWhereManyWait() {
        for (int i = 0; i < 5; i++) {
            moved += 2000;
            watch.look(processor);
        }

        assertThat(looksUntilCut(watch.hurried(), 1)).isLessThanOrEqualTo(3);
    }

    @Test
    void filesThatAreSentOneAfterTheOtherAreAsManyAnswers() {
        when(processor.waiting()).thenReturn(Waiting.FOR_THE_READER);
        when(processor.begin()).thenReturn(-1L);
        when(processor.lastWrite()).thenAnswer(call -> System.nanoTime());
        for (int i = 0; i < 100; i++) {
            moved = -5_000_000 - i; // so much of the next file is unsent at each look
            watch.look(processor);
        }
        assertThat(isCut()).isFalse();

        assertThat(looksUntilCut(watch, 100)).as("of one file").isBetween(60, 100);
    }

    @Test
    void aCutIsCountedOnceHoweverLongItTakes() {
        looksUntilCut(watch, 0);
        for (int i = 0; i < 5; i++) watch.look(processor);

        assertThat(cuts.count()).isEqualTo(1);
    }
}
