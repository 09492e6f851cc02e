package dev.patchbay.storage;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Puts between the server and its database what is needed to outlive the latter. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean
    static BeanPostProcessor remembersConnections() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                boolean pool = bean instanceof DataSource && !(bean instanceof BorrowedConnections);
                return pool ? new BorrowedConnections((DataSource) bean) : bean;
            }
        };
    }

    /** Before anything else looks into the database: a part of an installation must not be taken for all of it. */
    @Bean
    static FlywayMigrationStrategy waitsForWhatIsBeingMoved() {
        return flyway -> {
            flyway.migrate();
            JdbcTemplate database = new JdbcTemplate(flyway.getConfiguration().getDataSource());
            Integer unfinished =
                    database.queryForObject("select count(*) from moves where finished_at is null", Integer.class);
            if (unfinished != null && unfinished > 0) {
                throw new StartRefused("An installation is being moved into this database and has not come whole; run"
                        + " patchbay move again until it says that it is done.");
            }
        };
    }

    /** A commit that failed may have been done all the same. */
    @Bean
    TransactionExecutionListener doubtsFailedCommits(ObjectProvider<DatabaseWatch> watch) {
        return new TransactionExecutionListener() {
            @Override
            public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
                if (failure != null && !transaction.isReadOnly())
                    watch.getObject().doubt();
            }
        };
    }
}
