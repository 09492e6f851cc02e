package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RepeatedComplaintsTests {
    private static final String POLL = "com.github.kagkarlsson.scheduler.RunUntilShutdown";
    private static final String STATEMENT = "org.hibernate.orm.jdbc.error";
    private static final String TIMED = "org.springframework.scheduling.support.TaskUtils$LoggingErrorHandler";

    private final DatabaseWatch database = mock(DatabaseWatch.class);
    private final RepeatedComplaints complaints = new RepeatedComplaints(database);

    @AfterEach
    void end() {
        complaints.destroy();
    }

    private static void complain(String word) {
        for (String logger : new String[] {POLL, TIMED, "some.other.Library"}) {
            LoggerFactory.getLogger(logger).error("{} failed", word + " of " + logger, new SQLException("refused"));
        }
        LoggerFactory.getLogger(STATEMENT).warn("{} failed", word + " of " + STATEMENT);
    }

    private void away(boolean away) {
        when(database.isOrWasAway()).thenReturn(away);
        when(database.away()).thenReturn(away ? Optional.of("refused") : Optional.empty());
    }

    @Test
    void areNotHeardWhileTheDatabaseIsAway(CapturedOutput output) {
        away(true);
        complain("one");
        assertThat(output).contains("one of some.other.Library failed");
        assertThat(output).doesNotContain("one of " + POLL, "one of " + TIMED, "one of " + STATEMENT);
    }

    @Test
    void areHeardWhenTheDatabaseIsNotTheCause(CapturedOutput output) {
        away(true);
        LoggerFactory.getLogger(TIMED).error("four failed", new IllegalStateException("no room"));
        assertThat(output).contains("four failed");
    }

    @Test
    void areHeardWhileItIsThere(CapturedOutput output) {
        away(false);
        complain("two");
        assertThat(output).contains("two of " + POLL, "two of " + TIMED, "two of " + STATEMENT);
    }

    /** Another server in the same process must not be silenced for ever. */
    @Test
    void areHeardAfterTheServersEnd(CapturedOutput output) {
        away(true);
        complaints.destroy();
        complain("three");
        assertThat(output).contains("three of " + POLL, "three of " + TIMED, "three of " + STATEMENT);
    }
}
