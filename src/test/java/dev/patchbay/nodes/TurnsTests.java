package dev.patchbay.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Postgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** Two nodes on a PostgreSQL that ends a transaction which says nothing for longer than a busy machine stands still. */
class TurnsTests {
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofHours(1);

    private final DataSource database = new SimpleDriverDataSource(
            new org.postgresql.Driver(),
            Postgres.newDatabase() + "&options=-c%20idle_in_transaction_session_timeout=4500");
    private final CountDownLatch atWork = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private Turns node(Duration signs) throws SQLException {
        return new Turns(new SharedDatabase(database), database, signs);
    }

    private CompletableFuture<String> work(Turns node) {
        return CompletableFuture.supplyAsync(() -> node.alone("work", () -> {
            atWork.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "first";
        }));
    }

    @Test
    void aTurnLastsAsLongAsItsWork() throws Exception {
        CompletableFuture<String> first = work(node(OFTEN));
        atWork.await();
        CompletableFuture<String> second = CompletableFuture.supplyAsync(turn(node(OFTEN)));
        assertThat(second.copy()
                        .completeOnTimeout("waits", 6000, TimeUnit.MILLISECONDS)
                        .get())
                .isEqualTo("waits");
        mayEnd.countDown();
        assertThat(first.get()).isEqualTo("first");
        assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo("second");
    }

    /** As one that is stopped in the midst of its work, and goes on with it when another has had its turn. */
    @Test
    void aNodeThatGivesNoSignLosesItsTurn() throws Exception {
        CompletableFuture<String> first = work(node(NEVER));
        atWork.await();
        assertThat(CompletableFuture.supplyAsync(turn(node(OFTEN))).get(60, TimeUnit.SECONDS))
                .isEqualTo("second");
        mayEnd.countDown();
        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo("first");
    }

    private static Supplier<String> turn(Turns node) {
        return () -> node.alone("work", () -> "second");
    }
}
