package dev.patchbay.bsdiff;

import com.sun.management.OperatingSystemMXBean;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Runs C bsdiff, jbsdiff and ours in turn over all pairs and prints what they made and cost as Markdown. */
final class DeltaBenchmark {
    private static final int WARM_RUNS = 3;
    private static final int HARD_SIZE = 8_000_000;

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Path delta;
    private int checked;

    private DeltaBenchmark(Path delta) {
        this.delta = delta;
    }

    public static void main(String[] args) throws Exception {
        Path corpora = Path.of("target/bench/corpora");
        List<String> only = List.of("");
        boolean ready = false;
        for (int i = 0; i + 1 < args.length; i += 2) {
            if (args[i].equals("--corpora")) {
                corpora = Path.of(args[i + 1]);
                ready = true;
            } else if (args[i].equals("--only")) {
                only = Arrays.asList(args[i + 1].split(","));
            }
        }
        if (!ready) new Corpora(corpora).make(Path.of("bench/delta/corpora.txt"), only);
        Path delta = Files.createTempFile("bench", ".delta");
        DeltaBenchmark benchmark = new DeltaBenchmark(delta);
        benchmark.measureAll(Pair.of(corpora, only));
        benchmark.measureHardInputs();
        Files.delete(delta);
    }

    private void measureAll(List<Pair> pairs) throws Exception {
        System.out.println("Measured on " + LocalDate.now(Clock.systemUTC()) + ", "
                + Runtime.getRuntime().availableProcessors() + " cores, JDK " + Runtime.version().feature() + ".\n");
        warmUp(pairs);
        List<Row> rows = new ArrayList<>();
        for (Pair pair : pairs) {
            rows.add(measure(pair));
            System.err.println(rows.get(rows.size() - 1).line());
        }
        for (String layout : List.of("stored", "deflated")) {
            System.out.println("## " + layout + "\n\n" + Row.head());
            List<Row> some = rows.stream().filter(row -> row.pair().layout().equals(layout)).toList();
            some.forEach(row -> System.out.println(row.line()));
            System.out.println();
            if (!some.isEmpty()) summarize(some);
        }
        System.out.println("C bspatch made the new content of " + checked + " deltas out of " + checked + ".\n");
    }

    /** A warm measurement is one after the compiler has seen the loops; the smallest pairs do that cheapest. */
    private static void warmUp(List<Pair> pairs) throws Exception {
        for (Pair pair : pairs.subList(0, Math.min(4, pairs.size()))) {
            byte[] old = Files.readAllBytes(pair.old());
            byte[] fresh = Files.readAllBytes(pair.fresh());
            for (int i = 0; i < 3; i++) OneDelta.ours(old, fresh);
            OneDelta.jbsdiff(old, fresh);
        }
    }

    private Row measure(Pair pair) throws Exception {
        byte[] old = Files.readAllBytes(pair.old());
        byte[] fresh = Files.readAllBytes(pair.fresh());
        Programs.Cost c = Programs.bsdiff(pair.old(), pair.fresh(), delta);
        long cSize = Files.size(delta);
        double jTime = seconds(1, () -> Files.write(delta, OneDelta.jbsdiff(old, fresh)));
        long jSize = check(pair);
        double ourTime = seconds(WARM_RUNS, () -> Files.write(delta, OneDelta.ours(old, fresh)));
        long ourSize = check(pair);
        Programs.Cost process = Programs.java("ours", pair.old(), pair.fresh(), delta);
        check(pair);
        Work work = new Work(Clock.systemUTC(), new Limits(Instant.MAX, Long.MAX_VALUE));
        BsdiffEncoder.encode(work, old, fresh, OutputStream.nullOutputStream());
        return new Row(
                pair, (long) old.length + fresh.length, cSize, jSize, ourSize, c.userSeconds(), jTime, ourTime,
                process.userSeconds(), work.peak(), c.peakBytes(), process.peakBytes());
    }

    private long check(Pair pair) throws Exception {
        if (!Programs.applies(pair.old(), delta, pair.fresh())) throw new AssertionError("wrong delta: " + pair);
        checked++;
        return Files.size(delta);
    }

    /** Processor time of all threads of this process, system time included; the least of some runs. */
    private double seconds(int runs, Task task) throws Exception {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < runs; run++) {
            long before = system.getProcessCpuTime();
            task.run();
            least = Math.min(least, system.getProcessCpuTime() - before);
        }
        return least / 1e9;
    }

    private static void summarize(List<Row> rows) {
        double logs = 0;
        double worst = 0;
        for (Row row : rows) {
            logs += Math.log((double) row.ourSize() / row.cSize());
            worst = Math.max(worst, (double) row.ourSize() / row.cSize());
        }
        double c = sum(rows, Row::cTime);
        System.out.printf(
                "%d pairs. Size ÷ C bsdiff: geometric mean **%.4f**, worst pair **%.4f**, sum %.4f. CPU ÷ C bsdiff, sum "
                        + "over pairs: ours warm **%.3f**, ours as a process %.3f, jbsdiff warm %.3f. At most %.1f bytes of "
                        + "arrays per byte of both contents.%n%n",
                rows.size(), Math.exp(logs / rows.size()), worst,
                sum(rows, Row::ourSize) / sum(rows, Row::cSize), sum(rows, Row::ourTime) / c,
                sum(rows, Row::ourProcess) / c, sum(rows, Row::jTime) / c,
                rows.stream().mapToDouble(row -> (double) row.counted() / row.contents()).max().orElse(0));
    }

    private static double sum(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).sum();
    }

    private void measureHardInputs() throws Exception {
        System.out.println("## Hard inputs, " + HARD_SIZE / 1_000_000 + " MB each\n\n"
                + "| pair | CPU, s | steps per byte | arrays per byte | delta, bytes |\n|---|--:|--:|--:|--:|");
        for (Map.Entry<String, byte[][]> hard : HardInputs.of(HARD_SIZE).entrySet()) {
            byte[] old = hard.getValue()[0];
            byte[] fresh = hard.getValue()[1];
            double time = seconds(2, () -> Files.write(delta, OneDelta.ours(old, fresh)));
            Work work = new Work(Clock.systemUTC(), new Limits(Instant.MAX, Long.MAX_VALUE));
            BsdiffEncoder.encode(work, old, fresh, OutputStream.nullOutputStream());
            double contents = (double) old.length + fresh.length;
            System.out.printf(
                    "| %s | %.2f | %.1f | %.1f | %d |%n",
                    hard.getKey(), time, work.steps() / contents, work.peak() / contents, Files.size(delta));
        }
    }

    private interface Task {
        void run() throws Exception;
    }
}
