package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RoundsTests {
    private static final int PATIENCE = 50;

    private final Rounds rounds = new Rounds("a test", PATIENCE);
    private final List<String> noted = new ArrayList<>();

    private void await(CompletableFuture<Void> question) {
        rounds.await(question, why -> noted.add(String.valueOf(why)));
    }

    /** One that is answered while whoever waits sleeps for so long beyond his time. */
    private static CompletableFuture<Void> answeredWithin(int oversleeping) {
        return new CompletableFuture<>() {
            @Override
            public Void get(long time, TimeUnit unit) throws TimeoutException, InterruptedException {
                assertThat(unit.toMillis(time)).isEqualTo(PATIENCE);
                if (isDone()) return null;
                Thread.sleep(PATIENCE + oversleeping);
                complete(null);
                throw new TimeoutException("overslept");
            }
        };
    }

    @Test
    void whoSaysNothingInTimeIsSilent() {
        await(new CompletableFuture<>());
        assertThat(noted).containsExactly("java.util.concurrent.TimeoutException");
    }

    @Test
    void whatTheProcessItselfHasHeldUpIsWaitedForOnceMore() {
        await(answeredWithin(700));
        assertThat(noted).containsExactly("null");
    }
}
