package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has the kernel fail, or kill the server at, the n-th system call of a kind in each of its threads. */
final class Strace implements AutoCloseable {
    private final Path calls;
    private final Process process;

    private Strace(Path calls, Process process) {
        this.calls = calls;
        this.process = process;
    }

    /** Skips the test where strace is missing or not allowed, and fails it there in continuous integration ({@code CI=true}). */
    static void assumeUsable() throws Exception {
        boolean usable = Needed.program("strace").isPresent()
                && new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "true")
                                .start()
                                .waitFor()
                        == 0;
        Needed.assume(
                usable, "strace is not installed here, or may not trace: what failing system calls do stays untested");
    }

    /**
     * Returns once all threads are watched.
     *
     * @param call as strace names it, such as fsync
     * @param effect such as {@code error=EIO} or {@code signal=KILL}
     * @param n which call of each thread, from 1; calls from then on go through
     */
    static Strace on(long pid, Path folder, String call, String effect, int n) throws Exception {
        Path calls = Files.createTempFile(folder, "calls-", ".log");
        Path said = Files.createTempFile(folder, "strace-", ".log");
        Process process = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-y",
                        "-p",
                        Long.toString(pid),
                        "-e",
                        "trace=" + call,
                        "-e",
                        "inject=" + call + ":" + effect + ":when=" + n,
                        "-o",
                        calls.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        while (!Files.readString(said).contains(" attached")) {
            assertThat(process.isAlive()).as(Files.readString(said)).isTrue();
            Thread.sleep(10);
        }
        return new Strace(calls, process);
    }

    /** The calls that failed on files of a folder. */
    List<String> failedIn(Path folder) throws IOException {
        return Files.readAllLines(calls).stream()
                .filter(line -> line.contains("(INJECTED)") && line.contains(folder.toString()))
                .toList();
    }

    /** From here on all calls go through. Letting go of threads that are about to die may take strace forever. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(2, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    }
}
