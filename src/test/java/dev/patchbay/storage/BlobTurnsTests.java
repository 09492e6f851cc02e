package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlobTurnsTests {
    private static final BlobKey ONE = new BlobKey("1".repeat(64));

    private final BlobTurns turns = new BlobTurns();
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    private Future<?> takenByAnother(BlobKey key) {
        return others.submit(() -> turns.take(key).close());
    }

    private static void waits(Future<?> other) {
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> other.get(50, TimeUnit.MILLISECONDS));
    }

    /** Of a thousand any two would meet at one of a few locks. */
    @Test
    void whoWantsAnotherBlobWaitsForNobody() throws Exception {
        try (BlobTurns.Turn turn = turns.take(ONE)) {
            for (int i = 0; i < 1000; i++) {
                takenByAnother(new BlobKey(String.format("%064x", i))).get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void whoWantsTheSameBlobWaits() throws Exception {
        Future<?> other;
        try (BlobTurns.Turn turn = turns.take(ONE)) {
            try (BlobTurns.Turn again = turns.take(ONE)) {
                other = takenByAnother(ONE);
                waits(other);
            }
            waits(other);
        }
        other.get(60, TimeUnit.SECONDS);
    }

    @Test
    void oneAtATimeHoweverManyCome() throws Exception {
        int[] count = new int[1];
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(others.submit(() -> {
                for (int n = 0; n < 1000; n++) {
                    try (BlobTurns.Turn turn = turns.take(ONE)) {
                        count[0]++;
                    }
                }
            }));
        }
        for (Future<?> one : all) one.get(60, TimeUnit.SECONDS);
        assertThat(count[0]).isEqualTo(8000);
        assertThat(turns.blobs()).as("what nobody wants takes no room").isZero();
    }

    @Test
    void allAreAwaitedWhoHaveATurnAlready() throws Exception {
        Future<?> all;
        try (BlobTurns.Turn turn = turns.take(ONE)) {
            all = others.submit(turns::awaitAll);
            waits(all);
        }
        all.get(60, TimeUnit.SECONDS);
    }
}
