package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The first, second, third … system call of a kind in an upload fails, or is where the server is killed, until the upload
 * comes through unharmed: it was acknowledged and is there, or was refused clearly, left nothing, and can be sent again.
 */
final class SystemCalls {
    private final Trial trial;
    private final List<String> failed = new ArrayList<>();

    SystemCalls(Trial trial) {
        this.trial = trial;
    }

    /** How many calls on files of the server were made to fail so far. */
    int failed() {
        return failed.size();
    }

    /**
     * @param call as strace names it, or several with commas
     * @param error such as EIO
     */
    void fail(String call, String error, int first, int last) throws Exception {
        for (int n = first; n <= last; n++) {
            // an app of its own, so that no job of an earlier upload meets the failure
            Writer writer = trial.writer(n % 2 == 0);
            System.out.println("failing " + call + " with " + error + " at " + n);
            Object database = databaseFile();
            int status;
            List<String> now;
            try (Strace strace = Strace.on(trial.child().pid(), trial.scratch(), call, "error=" + error, n)) {
                status = writer.upload();
                now = strace.failedIn(trial.child().home());
            }
            String told = call + " " + error + " at " + n + ": " + now + "\n"
                    + trial.child().log();
            assertThat(status).as(told).isIn(now.isEmpty() ? List.of(0, 201) : List.of(201, 503, 507));
            if (status == 201 && now.isEmpty()) return;
            failed.addAll(now);
            if (call.equals("fsync") && now.stream().anyMatch(line -> line.contains("patchbay.mv.db"))) {
                // by whoever met the failure, which may be a job
                await().ignoreException(NoSuchFileException.class)
                        .untilAsserted(() -> assertThat(databaseFile())
                                .as("the file after a failed fsync")
                                .isNotEqualTo(database));
            }
            await().untilAsserted(() ->
                    assertThat(trial.census().temporary()).as(told).isEmpty());
            trial.awaitWell();
            new Proof(trial.child(), writer).prove(true);
            trial.proveNoOrphans();
        }
        assertThat(last).as("the upload came through").isLessThan(100);
    }

    private Object databaseFile() throws Exception {
        Path file = trial.child().home().resolve("db/patchbay.mv.db");
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    void kill(String call, int first, int last) throws Exception {
        for (int n = first; n <= last; n++) {
            Writer writer = trial.writer(n % 2 == 0);
            int status;
            try (Strace strace = Strace.on(trial.child().pid(), trial.scratch(), call, "signal=KILL", n)) {
                status = writer.upload();
                if (status == 201) Thread.sleep(200);
            }
            // a job of the upload may have been struck just now, and a process takes a moment to die
            if (status == 201 && !trial.child().isKilledWithin(Duration.ofSeconds(2))) return;
            assertThat(trial.child().isKilledWithin(Duration.ofSeconds(60))).isTrue();
            trial.hasDied();
        }
        assertThat(last).as("the upload came through").isLessThan(100);
    }
}
