package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class EmbeddedDatabaseTests {
    @TempDir
    private Path folder;

    private ApplicationContextRunner server() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withUserConfiguration(HomeLock.class, EmbeddedDatabaseConfiguration.class, Durability.class)
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
        assertThat(folder.resolve("db/patchbay.mv.db")).doesNotExist();
    }

    @Test
    void refusesADatabaseThatLosesWhatItConfirmed() {
        server().withPropertyValues("spring.datasource.url=jdbc:h2:file:" + folder.resolve("other"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("add ;WRITE_DELAY=0 to spring.datasource.url"));
        server().withPropertyValues("spring.datasource.url=jdbc:h2:file:" + folder.resolve("other") + ";WRITE_DELAY=0")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void refusesAPoolThatHasNoConnectionBesideTheWatchs() {
        ApplicationContextRunner watched =
                server().withUserConfiguration(DatabaseConfiguration.class, DatabaseWatch.class);
        watched.withPropertyValues("spring.datasource.hikari.maximum-pool-size=1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("write 2 or more"));
        watched.withPropertyValues("spring.datasource.hikari.maximum-pool-size=2")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void saysOfADamagedDatabaseFileWhatToDo() throws IOException {
        server().run(context -> new JdbcTemplate(context.getBean(DataSource.class))
                .execute("create table kept as select x, repeat('x', 100) as y from system_range(1, 10000)"));
        Path file = folder.resolve("db/patchbay.mv.db");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, (byte) 'x');
        Files.write(file, bytes);
        server().run(context -> {
            FailureAnalysis analysis = new DatabaseRefusedAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription()).contains("patchbay.mv.db").contains("is damaged");
        });
        assertThat(file).as("left as it is").hasBinaryContent(bytes);
    }
}
