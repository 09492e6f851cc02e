package dev.patchbay.storage;

import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;

/**
 * Lets only a few changes into the database at once; the others wait before they take a connection. After its commit a
 * change reads what is true now, for which it needs a second connection while it still holds its first: without turns, a
 * crowd of changes would hold all connections and wait for one more for ever.
 */
@Component("transactionManager")
class WriteTurns extends JpaTransactionManager {
    private static final long serialVersionUID = 1L;

    /** A quarter of the connection pool: as many again may read after their commit, and half is for everybody else. */
    private static final int TURNS = 5;

    private static final long PATIENCE_SECONDS = 60;

    private final transient Semaphore turns = new Semaphore(TURNS, true);

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        boolean changes = !definition.isReadOnly();
        if (changes) takeTurn();
        boolean begun = false;
        try {
            super.doBegin(transaction, definition);
            begun = true;
        } finally {
            if (changes && !begun) turns.release();
        }
        HOLDS.get().push(changes);
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        try {
            super.doCleanupAfterCompletion(transaction);
        } finally {
            if (Boolean.TRUE.equals(HOLDS.get().poll())) turns.release();
            if (HOLDS.get().isEmpty()) HOLDS.remove();
        }
    }

    /** Of the transactions that this thread has begun, the innermost first: whether it holds a turn. */
    private static final ThreadLocal<ArrayDeque<Boolean>> HOLDS = ThreadLocal.withInitial(ArrayDeque::new);

    private void takeTurn() {
        try {
            if (turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CannotCreateTransactionException("too many changes wait for the database");
    }
}
