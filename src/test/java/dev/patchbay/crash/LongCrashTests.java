package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The long round of kills and failures; {@code docs/durability.md} says how to run it and what it has found. */
@Tag("long")
class LongCrashTests {
    private static final long SEED = Long.getLong("patchbay.crash.seed", System.nanoTime());
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("patchbay.crash.seconds", 120));
    private static final int ENOUGH = 100;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aKillAtAnyStepLosesNothing(Step.Act act) throws Exception {
        List<Step> steps =
                Arrays.stream(Step.values()).filter(step -> step.act() == act).toList();
        try (Trial trial = new Trial(folder, SEED)) {
            for (Step step : steps) new Acts(trial, trial.writer(true)).dieAt(step);
            finish("kills at the named steps of " + act, trial);
            assertThat(trial.kills()).isEqualTo(steps.size());
        }
    }

    @Test
    void killsAtRandomUnderLoadLoseNothing() throws Exception {
        try (Trial trial = new Trial(folder, SEED)) {
            for (int i = 0; i < 6; i++) trial.writer(i % 3 != 2);
            long end = System.nanoTime() + TIME.toNanos();
            while (System.nanoTime() < end) {
                trial.dieUnderLoad(Duration.ofMillis(200), Duration.ofSeconds(8));
                // from here on retention may remove what nothing names
                trial.census().age();
            }
            finish("kills at random under load", trial);
        }
    }

    /** One history after the other, so that a seed tells all but the timing of background jobs. */
    @Test
    void aRandomHistoryIsWhatTheModelSays() throws Exception {
        Random random = new Random(SEED);
        List<Step> steps = List.of(Step.values());
        try (Trial trial = new Trial(folder, SEED)) {
            Writer writer = trial.writer(true);
            long end = System.nanoTime() + TIME.toNanos();
            for (int act = 1; System.nanoTime() < end; act++) {
                if (act % 20 == 0) {
                    Step step = steps.get(random.nextInt(steps.size()));
                    trial.child().dieAt(step, 1 + random.nextInt(2 * step.passage()));
                }
                int status = writer.actSomehow();
                assertThat(status).isLessThan(500);
                if (status == 0 || !hasRightChecks(trial, writer)) trial.hasDied();
            }
            finish("random history", trial);
        }
    }

    /** False when a job has come to the deadly step meanwhile. */
    private static boolean hasRightChecks(Trial trial, Writer writer) {
        try {
            new Proof(trial.child(), writer).proveChecks();
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void anyFailingCallOfAnUploadIsToldAndLeavesNothingBehind() throws Exception {
        Strace.assumeUsable();
        try (Trial trial = new Trial(folder, SEED)) {
            SystemCalls calls = new SystemCalls(trial);
            for (String call : List.of("fsync", "rename", "pwrite64", "write", "mkdir")) {
                for (String error : List.of("EIO", "ENOSPC")) calls.fail(call, error, 1, ENOUGH);
            }
            calls.fail("rename,mkdir", "EROFS", 1, ENOUGH);
            trial.proveNothingLeft();
            trial.die();
            finish("failing system calls: " + calls.failed() + " injected", trial);
        }
    }

    @Test
    void aKillAtAnyCallOfAnUploadLosesNothing() throws Exception {
        Strace.assumeUsable();
        try (Trial trial = new Trial(folder, SEED)) {
            SystemCalls calls = new SystemCalls(trial);
            for (String call : List.of("fsync", "rename", "pwrite64", "write", "unlink")) calls.kill(call, 1, ENOUGH);
            finish("kills at system calls", trial);
        }
    }

    /** What nobody asked about during the run is asked now. */
    private static void finish(String what, Trial trial) throws Exception {
        trial.prove(true);
        trial.proveNothingLeft();
        System.out.println("CRASH HARNESS: " + what + ", seed " + SEED + ": " + trial.kills() + " kills, "
                + trial.acknowledged() + " acts acknowledged, " + trial.releases() + " releases, lost 0");
    }
}
