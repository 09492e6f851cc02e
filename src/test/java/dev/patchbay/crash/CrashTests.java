package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's process is killed with SIGKILL: whatever it answered for is there afterwards, and nothing half done is. */
class CrashTests {
    private static final long SEED = Long.getLong("patchbay.crash.seed", System.nanoTime());
    private static final long SECONDS = Long.getLong("patchbay.crash.seconds", 120);

    @TempDir
    Path folder;

    @Test
    void nothingAcknowledgedIsLostByAFewKills() throws Exception {
        System.out.println("patchbay.crash.seed=" + SEED);
        try (Trial trial = new Trial(folder, SEED)) {
            Writer writer = trial.writer(true);
            trial.writer(false);
            trial.writer(true);
            new Acts(trial, writer).dieAt(Step.UPLOAD_RENAMED);
            trial.dieUnderLoad(Duration.ofSeconds(3), Duration.ofSeconds(5));
            trial.prove(true);
            trial.proveNothingLeft();
        }
    }

    @Test
    @Tag("long")
    void nothingAcknowledgedIsLostByAKillAtAnyStep() throws Exception {
        try (Trial trial = new Trial(folder, SEED)) {
            Writer writer = trial.writer(true);
            Acts acts = new Acts(trial, writer);
            for (Step step : Step.values()) acts.dieAt(step);
            trial.prove(true);
            trial.proveNothingLeft();
            assertThat(trial.kills()).isEqualTo(Step.values().length);
            tell("steps", trial);
        }
    }

    @Test
    @Tag("long")
    void nothingAcknowledgedIsLostByKillsAtRandom() throws Exception {
        try (Trial trial = new Trial(folder, SEED)) {
            for (int i = 0; i < 6; i++) trial.writer(i % 3 != 2);
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            while (System.nanoTime() < end) {
                trial.dieUnderLoad(Duration.ofMillis(200), Duration.ofSeconds(8));
                // from here on retention may remove what nothing names
                trial.census().age();
            }
            trial.prove(true);
            trial.proveNothingLeft();
            tell("random kills", trial);
        }
    }

    private static void tell(String what, Trial trial) {
        System.out.println("crash harness, " + what + ": seed " + SEED + ", " + trial.kills() + " kills, "
                + trial.acknowledged() + " acts acknowledged, " + trial.releases() + " releases, lost 0");
    }
}
