package dev.patchbay.nodes;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the other nodes of a change, inside its transaction: they hear of it when it is committed, or never. The row is
 * what is told; the notification only wakes those who wait for it, so that nothing is lost where it does not arrive.
 */
@Component
public class Bulletin {
    static final String CHANNEL = "patchbay_news";

    /** Of this process: another one after a restart. */
    private final String node = UUID.randomUUID().toString();

    private final SharedDatabase shared;
    private final JdbcTemplate database;

    Bulletin(SharedDatabase shared, JdbcTemplate database) {
        this.shared = shared;
        this.database = database;
    }

    /** Does nothing where no other node can be; call it inside the change's transaction. */
    public void post(String topic, String subject) {
        if (!shared.isShared()) return;
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("news of " + topic + " outside of the transaction it tells of");
        }
        database.update(
                "insert into news (topic, subject, node, told_at) values (?, ?, ?, clock_timestamp())",
                topic,
                subject,
                node);
        database.execute("notify " + CHANNEL);
    }

    String node() {
        return node;
    }
}
