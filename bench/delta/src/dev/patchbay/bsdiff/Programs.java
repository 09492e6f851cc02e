package dev.patchbay.bsdiff;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Other programs, run to their end and measured. */
final class Programs {
    private Programs() {}

    /** What a process cost. */
    record Cost(double userSeconds, long peakBytes) {}

    /** The C program. */
    static Cost bsdiff(Path old, Path fresh, Path delta) throws IOException, InterruptedException {
        return run(List.of("bsdiff", old.toString(), fresh.toString(), delta.toString()));
    }

    /** Ours or jbsdiff in a virtual machine of its own. */
    static Cost java(String engine, Path old, Path fresh, Path delta) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return run(List.of(
                java, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), OneDelta.class.getName(),
                engine, old.toString(), fresh.toString(), delta.toString()));
    }

    /** Whether the C program bspatch makes the new content of the old one. */
    static boolean applies(Path old, Path delta, Path fresh) throws IOException, InterruptedException {
        Path made = Files.createTempFile("bench", ".new");
        try {
            run(List.of("bspatch", old.toString(), made.toString(), delta.toString()));
            return Files.mismatch(made, fresh) < 0;
        } finally {
            Files.delete(made);
        }
    }

    private static Cost run(List<String> command) throws IOException, InterruptedException {
        // the shell's own stopwatch, since it counts in milliseconds and the files under /proc in hundredths
        List<String> timed = new ArrayList<>(List.of("bash", "-c", "TIMEFORMAT=%U; time \"$@\"", "bash"));
        timed.addAll(command);
        Path said = Files.createTempFile("bench", ".txt");
        try {
            Process shell = new ProcessBuilder(timed)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            long peak = 0;
            while (shell.isAlive()) {
                peak = Math.max(peak, peak(shell.toHandle()));
                Thread.sleep(2);
            }
            String[] lines = Files.readString(said).trim().split("\n");
            if (shell.exitValue() != 0) throw new IOException(command.get(0) + " failed: " + Arrays.toString(lines));
            return new Cost(Double.parseDouble(lines[lines.length - 1]), peak);
        } finally {
            Files.delete(said);
        }
    }

    private static long peak(ProcessHandle shell) {
        return shell.children().mapToLong(Programs::highWater).max().orElse(0);
    }

    private static long highWater(ProcessHandle process) {
        try {
            for (String line : Files.readAllLines(
                    Path.of("/proc", Long.toString(process.pid()), "status"), StandardCharsets.US_ASCII)) {
                if (line.startsWith("VmHWM:")) return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        } catch (IOException ended) {
            return 0;
        }
        return 0;
    }
}
