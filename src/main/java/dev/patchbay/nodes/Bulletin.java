package dev.patchbay.nodes;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the other nodes of a change, inside its transaction: they hear of it when it is committed, or never. The row is
 * what is told; the notification only wakes those who wait for it, so that nothing is lost where it does not arrive. The rows
 * are written when the transaction is about to commit, however long it took until then: readers do not look back for ever.
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
        posts().add(new News(topic, subject));
    }

    private Posts posts() {
        Posts known = (Posts) TransactionSynchronizationManager.getResource(this);
        if (known != null) return known;
        Posts posts = new Posts();
        TransactionSynchronizationManager.registerSynchronization(posts);
        TransactionSynchronizationManager.bindResource(this, posts);
        return posts;
    }

    private void write(Collection<News> all) {
        database.batchUpdate(
                "insert into news (topic, subject, node, told_at) values (?, ?, ?, clock_timestamp())",
                all.stream()
                        .map(news -> new Object[] {news.topic(), news.subject(), node})
                        .toList());
        database.execute("notify " + CHANNEL);
    }

    String node() {
        return node;
    }

    /** What one transaction has to tell. */
    private final class Posts implements TransactionSynchronization {
        private final Set<News> waiting = new LinkedHashSet<>();
        private boolean written;

        void add(News news) {
            if (written) write(List.of(news)); // by what else is done before the commit, after these
            else waiting.add(news);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            written = true;
            write(waiting);
        }

        /** A transaction within this one tells of itself alone. */
        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResource(Bulletin.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Bulletin.this, this);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResource(Bulletin.this);
            if (status == STATUS_COMMITTED && !written) {
                throw new IllegalStateException("news was first told of when the commit had begun: " + waiting);
            }
        }
    }
}
