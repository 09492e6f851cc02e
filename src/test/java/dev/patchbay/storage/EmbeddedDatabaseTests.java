package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class EmbeddedDatabaseTests {
    @TempDir
    private Path folder;

    private ApplicationContextRunner server() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withUserConfiguration(EmbeddedDatabaseConfiguration.class, Durability.class)
                .withBean(PatchbayHome.class, () -> new PatchbayHome(folder));
    }

    @Test
    void keepsWhatWasWrittenUnderTheHomeFolder() {
        server().run(context -> {
            JdbcTemplate jdbc = new JdbcTemplate(context.getBean(DataSource.class));
            jdbc.execute("create table kept (what varchar(10))");
            jdbc.update("insert into kept values ('this')");
            context.getBean(Durability.class).secure();
        });
        assertThat(folder.resolve("db").resolve("patchbay.mv.db")).isNotEmptyFile();
        server().run(context -> assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                        .queryForObject("select what from kept", String.class))
                .isEqualTo("this"));
    }

    @Test
    void writesACommitOutAtOnce() {
        String question = "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'";
        server().run(context -> assertThat(
                        new JdbcTemplate(context.getBean(DataSource.class)).queryForList(question, String.class))
                .isNotEmpty()
                .containsOnly("0"));
    }

    @Test
    void stepsBackForADatabaseThatSomeoneNamed() {
        server().withPropertyValues("spring.datasource.url=jdbc:h2:mem:named").run(context -> {
            assertThat(context).doesNotHaveBean(EmbeddedDatabaseConfiguration.class);
            context.getBean(Durability.class).secure();
        });
        assertThat(folder.resolve("db")).doesNotExist();
    }
}
