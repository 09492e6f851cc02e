package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that becomes full and a disk that becomes read-only, on small file systems in memory that are mounted for it. */
class DiskTests {
    private final Deque<Path> mounted = new ArrayDeque<>();

    @TempDir
    Path folder;

    @AfterEach
    void unmountAll() throws Exception {
        while (!mounted.isEmpty()) run("umount", "-l", mounted.pop().toString());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private boolean mount(Path on, String... how) throws Exception {
        String[] command = new String[how.length + 2];
        command[0] = "mount";
        System.arraycopy(how, 0, command, 1, how.length);
        command[how.length + 1] = on.toString();
        if (run(command) != 0) return false;
        mounted.push(on);
        return true;
    }

    /** Root may mount, but not in every container. {@code .ci/run} finds out, and where it may, a skip is a failure. */
    private Path smallDisk() throws Exception {
        Path home = Files.createDirectory(folder.resolve("home"));
        boolean may =
                "root".equals(System.getProperty("user.name")) && mount(home, "-t", "tmpfs", "-o", "size=64m", "tmpfs");
        String why = "mounting needs root here: what full and read-only disks do stays untested";
        if (!may) System.out.println("DiskTests skipped: " + why);
        if ("true".equals(System.getenv("PATCHBAY_MAY_MOUNT")))
            assertThat(may).as(why).isTrue();
        assumeTrue(may, why);
        return home;
    }

    @Test
    void devicesNoticeNeitherAFullNorAReadOnlyDiskAndUploadsAreRefusedCleanly() throws Exception {
        Path home = smallDisk();
        try (Trial trial = new Trial(folder, home, 1)) {
            Writer writer = trial.writer(true);
            assertThat(writer.upload()).isEqualTo(201);
            trial.proveDeltas();

            Path filler = fill(home);
            proveRefused(trial, writer, 507);
            assertThat(writer.use("pause")).as("a verb on a full disk").isIn(200, 503, 507);
            Files.delete(filler);
            proveAccepted(trial, writer);

            // a job under way could not remove its file any more
            trial.proveNothingLeft();
            makeReadOnly(home.resolve("tmp"));
            makeReadOnly(home.resolve("blobs"));
            proveRefused(trial, writer, 503);
            run("umount", "-l", mounted.pop().toString());
            run("umount", "-l", mounted.pop().toString());
            proveAccepted(trial, writer);

            trial.prove(true);
            trial.proveNothingLeft();
        }
    }

    /** To the last byte. */
    private static Path fill(Path home) throws IOException {
        Path filler = home.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int size = 1 << 20; size > 0; size /= 2) {
                try {
                    while (true) out.write(new byte[size]);
                } catch (IOException full) {
                    assertThat(full).hasMessageContaining("No space left");
                }
            }
        }
        return filler;
    }

    /** Files that are open for writing forbid it for a whole file system, not for a second view of a folder. */
    private void makeReadOnly(Path part) throws Exception {
        assertThat(mount(part, "--bind", part.toString())).isTrue();
        assertThat(run("mount", "-o", "remount,bind,ro", part.toString())).isZero();
    }

    private static void proveRefused(Trial trial, Writer writer, int status) throws Exception {
        Set<String> before = trial.census().blobs();
        for (int i = 0; i < 3; i++) assertThat(writer.upload()).isEqualTo(status);
        assertThat(trial.census().blobs()).isEqualTo(before);
        // the container removes an upload's parts after it has answered
        await().untilAsserted(() -> assertThat(trial.census().temporary()).isEmpty());
        writer.ledger().refuse();
        new Proof(trial.child(), writer).prove(true);
    }

    /** With no restart. */
    private static void proveAccepted(Trial trial, Writer writer) throws Exception {
        trial.awaitWell();
        new Proof(trial.child(), writer).prove(true);
        assertThat(writer.upload()).isEqualTo(201);
    }
}
