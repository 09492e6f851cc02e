package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server's process is killed with SIGKILL, and its system calls fail: whatever it answered for is there afterwards, and
 * nothing half done is. The short round; {@link LongCrashTests} has the long one. All tests share a server and leave it
 * running.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashTests {
    private static final long SEED = Long.getLong("patchbay.crash.seed", System.nanoTime());

    private Trial trial;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        trial = new Trial(folder, SEED);
    }

    @AfterAll
    void stop() {
        trial.close();
    }

    /** Each writer goes through a history by chance, and has a model of what it must lead to. */
    @Test
    void aKillInTheMidstOfTheWorkOfSeveralWritersLosesNothing() throws Exception {
        System.out.println("patchbay.crash.seed=" + SEED);
        for (int i = 0; i < 4; i++) trial.writer(i % 2 == 0);
        int before = trial.acknowledged();
        trial.child().dieAt(Step.PUBLISH_COMMITTED, 30);
        // long before, unless the machine is very busy
        trial.dieUnderLoad(Duration.ofSeconds(30), Duration.ofSeconds(30));
        trial.prove(true);
        trial.proveNothingLeft();
        assertThat(trial.acknowledged() - before).isPositive();
    }

    @Test
    void aFailingDiskIsToldAndLeavesNothingBehind() throws Exception {
        Strace.assumeUsable();
        SystemCalls calls = new SystemCalls(trial);
        calls.fail("fsync", "EIO", 1, 4);
        calls.fail("rename", "EIO", 2, 2);
        calls.fail("pwrite64", "ENOSPC", 1, 1);
        assertThat(calls.failed()).isGreaterThanOrEqualTo(5);
        calls.kill("rename", 2, 2);
        trial.prove(true);
        trial.proveNothingLeft();
    }

    /** Files that are open already, the database's and those of connections, are all that there is. */
    @Test
    void aProcessThatMayOpenNoMoreFilesRefusesUploadsAndServesDevices() throws Exception {
        Descriptors.assumeUsable();
        Writer writer = trial.writer(false);
        for (int i = 0; i < 2; i++) assertThat(writer.upload()).isEqualTo(201);
        trial.awaitDeltas();
        try (Descriptors descriptors = new Descriptors(trial)) {
            for (int i = 0; i < 3; i++)
                descriptors.proveUploadRefused(writer.ledger().app());
            assertThat(trial.census().blobs())
                    .doesNotContain(Descriptors.REFUSED); // jobs of others may store theirs meanwhile
            await().untilAsserted(() -> assertThat(trial.census().temporary()).isEmpty());
            descriptors.proveAlive();
            descriptors.useUp();
            new Proof(trial.child(), writer).proveChecks();
            for (String verb : List.of("pause", "resume"))
                assertThat(writer.use(verb)).isEqualTo(200);
            new Proof(trial.child(), writer).proveChecks();
            descriptors.useUp();
            descriptors.proveStrangersWait();
        }
        assertThat(writer.upload()).as("without a restart").isEqualTo(201);
        trial.prove(true);
        trial.proveNothingLeft();
        trial.proveNoOrphans();
    }
}
