package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first, second, third … system call of a kind in an upload fails, or is where the server is killed, until the
 * upload comes through unharmed: it was acknowledged and is there, or was refused clearly, left nothing, and can be sent again.
 */
class SystemCallTests {
    private static final int ENOUGH = 100;

    @TempDir
    Path folder;

    private final List<String> failures = new ArrayList<>();

    @BeforeEach
    void strace() throws Exception {
        Strace.assumeUsable();
    }

    @Test
    void anUploadSurvivesTheFirstFailingCallsOfTheDisk() throws Exception {
        try (Trial trial = new Trial(folder, 1)) {
            fail(trial, "fsync", "error=EIO", 1, 4);
            fail(trial, "rename", "error=EIO", 2, 2);
            fail(trial, "pwrite64", "error=ENOSPC", 1, 1);
            kill(trial, "fsync", 2, 2);
            trial.proveNothingLeft();
        }
    }

    @Test
    @Tag("long")
    void anUploadSurvivesAnyFailingCallOfTheDisk() throws Exception {
        try (Trial trial = new Trial(folder, 1)) {
            for (String call : List.of("fsync", "rename", "pwrite64", "write", "openat", "mkdir")) {
                for (String error : List.of("EIO", "ENOSPC")) fail(trial, call, "error=" + error, 1, ENOUGH);
            }
            fail(trial, "openat", "error=EMFILE", 1, ENOUGH);
            fail(trial, "write,pwrite64,fsync,rename,openat,mkdir", "error=EROFS", 1, ENOUGH);
            trial.proveNothingLeft();
            trial.startAgain(true);
            System.out.println("crash harness, failing calls: " + failures.size() + " injected, " + trial.acknowledged()
                    + " acts acknowledged, lost 0");
        }
    }

    @Test
    @Tag("long")
    void anUploadSurvivesAKillAtAnyCall() throws Exception {
        try (Trial trial = new Trial(folder, 1)) {
            for (String call : List.of("fsync", "rename", "pwrite64", "write", "unlink")) {
                kill(trial, call, 1, ENOUGH);
            }
            trial.prove(true);
            trial.proveNothingLeft();
            System.out.println("crash harness, kills at calls: " + trial.kills() + " kills, " + trial.acknowledged()
                    + " acts acknowledged, lost 0");
        }
    }

    private void fail(Trial trial, String call, String effect, int first, int last) throws Exception {
        for (int n = first; n <= last; n++) {
            // an app of its own, so that no job of an earlier upload meets the failure
            Writer writer = trial.writer(n % 2 == 0);
            int status;
            List<String> failed;
            try (Strace strace = Strace.on(trial.child().pid(), folder, call, effect, n)) {
                status = writer.upload();
                failed = strace.failedIn(trial.child().home());
            }
            String told = call + " " + effect + " at " + n + " " + failed + "\n"
                    + trial.child().log();
            assertThat(status).as(told).isIn(failed.isEmpty() ? List.of(0, 201) : List.of(201, 503, 507));
            if (status == 201 && failed.isEmpty()) return;
            failures.addAll(failed);
            // a commit that could not be forced to disk may be there all the same, and then wholly
            assertThat(trial.named()).as(told).containsAll(trial.census().blobs());
            assertThat(trial.census().temporary()).as(told).isEmpty();
            new Proof(trial.child(), writer).prove(true);
        }
        assertThat(last).as("the upload never came through").isLessThan(ENOUGH);
    }

    private void kill(Trial trial, String call, int first, int last) throws Exception {
        for (int n = first; n <= last; n++) {
            Writer writer = trial.writer(n % 2 == 0);
            int status;
            try (Strace strace = Strace.on(trial.child().pid(), folder, call, "signal=KILL", n)) {
                status = writer.upload();
            }
            if (status == 201 && !trial.child().isKilledWithin(Duration.ofMillis(500))) return;
            assertThat(trial.child().isKilledWithin(Duration.ofSeconds(5))).isTrue();
            trial.countKill();
            trial.startAgain(false);
        }
        assertThat(last).as("the upload never came through").isLessThan(ENOUGH);
    }
}
