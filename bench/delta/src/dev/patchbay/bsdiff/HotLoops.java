package dev.patchbay.bsdiff;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The steps of the encoder one by one, on two megabytes with a change every so many bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HotLoops {
    private static final int SIZE = 2_000_000;

    @Param({"30", "300", "30000"})
    public int bytesPerChange;

    private byte[] old;
    private byte[] fresh;
    private Anchors anchors;
    private Gaps gaps;
    private GapIndex index;
    private Script script;

    @Setup
    public void prepare() {
        old = HardInputs.of(SIZE).get("few words to other words")[0];
        fresh = old.clone();
        Random random = new Random(1);
        for (int i = 0; i < SIZE / bytesPerChange; i++) fresh[random.nextInt(SIZE)]++;
        anchors = findAnchors();
        gaps = new Gaps(anchors, fresh.length);
        index = indexGaps();
        script = findPath();
    }

    private static Work work() {
        return new Work(Clock.systemUTC(), new Limits(Instant.MAX, Long.MAX_VALUE));
    }

    @Benchmark
    public Anchors findAnchors() {
        return AnchorFinder.find(work(), old, fresh);
    }

    @Benchmark
    public GapIndex indexGaps() {
        return new GapIndex(work(), old, fresh, gaps);
    }

    @Benchmark
    public Script findPath() {
        GapSearch search = new GapSearch(work(), old, fresh, anchors, index);
        return new CheapestPath(work(), old, fresh, search, new Prices(old, fresh, gaps)).find();
    }

    @Benchmark
    public void writeDelta() throws IOException {
        new DeltaWriter(work(), old, fresh).write(script, OutputStream.nullOutputStream());
    }
}
