package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.jdbc.core.JdbcTemplate;

class UnfinishedMoveTests {
    @Test
    void noNodeStartsBeforeAllHasCome() {
        Flyway flyway = Flyway.configure()
                .dataSource("jdbc:h2:mem:moving;DB_CLOSE_DELAY=-1", "patchbay", "")
                .load();
        FlywayMigrationStrategy start = DatabaseConfiguration.waitsForWhatIsBeingMoved();
        start.migrate(flyway);
        JdbcTemplate database = new JdbcTemplate(flyway.getConfiguration().getDataSource());
        database.update("insert into moves (id, began_at) values ('one', ?)", OffsetDateTime.now());
        assertThatThrownBy(() -> start.migrate(flyway))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining("run patchbay move again");
        database.update("update moves set finished_at = ?", OffsetDateTime.now());
        assertThatCode(() -> start.migrate(flyway)).doesNotThrowAnyException();
    }
}
