package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SketchTests {
    private final Random random = new Random(11);

    private Sketch of(int devices) {
        Sketch sketch = Sketch.empty();
        for (int i = 0; i < devices; i++) sketch.add(random.nextLong());
        return sketch;
    }

    @Test
    void itsErrorIsWhatItSays() {
        double squares = 0;
        int runs = 200;
        int devices = 20_000;
        for (int i = 0; i < runs; i++) {
            double error = (double) of(devices).estimate() / devices - 1;
            squares += error * error;
        }
        double percent = 100 * Math.sqrt(squares / runs);
        System.out.printf("sketch: standard error %.2f %% over %d runs of %d devices%n", percent, runs, devices);
        assertThat(percent).isBetween(Sketch.PERCENT_OFF * 0.8, Sketch.PERCENT_OFF * 1.2);
    }

    @Test
    void fewDevicesAreCountedExactlyAsARule() {
        int runs = 2_000;
        int exact = 0;
        for (int i = 0; i < runs; i++) {
            if (of(12).estimate() == 12) exact++;
        }
        assertThat(exact).isGreaterThan(runs * 97 / 100);
    }

    @Test
    void belowAHundredItIsOffByLittle() {
        for (int devices = 0; devices <= 100; devices++) {
            for (int i = 0; i < 20; i++) {
                assertThat(of(devices).estimate()).isCloseTo(devices, within(4L));
            }
        }
    }

    @Test
    void aMillionDevicesTakeNoMoreRoom() {
        Sketch sketch = of(1_000_000);
        assertThat(sketch.state()).hasSize(Sketch.BYTES);
        assertThat(sketch.estimate()).isCloseTo(1_000_000, Percentage.withPercentage(6));
    }

    @Test
    void aDeviceCountsOnce() {
        Sketch sketch = of(500);
        byte[] before = sketch.state();
        sketch.add(42);
        long estimate = sketch.estimate();
        for (int i = 0; i < 10_000; i++) sketch.add(42);
        assertThat(sketch.estimate()).isEqualTo(estimate);
        assertThat(sketch.differs(before)).isTrue();
    }

    @Test
    void puttingTogetherCountsSharedDevicesOnce() {
        Sketch one = Sketch.empty();
        Sketch other = Sketch.empty();
        for (int i = 0; i < 1_000; i++) {
            long device = random.nextLong();
            one.add(device);
            if (i % 2 == 0) other.add(device);
        }
        assertThat(Sketch.of(one.state()).add(other).state()).isEqualTo(one.state());
    }

    @Test
    void knowsWhetherThereIsAnythingToWrite() {
        Sketch sketch = Sketch.empty();
        assertThat(sketch.differs(sketch.state())).isFalse();
        sketch.add(7);
        byte[] state = sketch.state();
        assertThat(sketch.differs(state)).isTrue();
        sketch.settle(state);
        assertThat(sketch.differs(sketch.state())).isFalse();
    }

    @Test
    void threadsInEachOthersWayLoseNextToNothing() throws Exception {
        Sketch sketch = Sketch.empty();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int t = 0; t < 4; t++) {
            Random own = new Random(t);
            threads.submit(() -> {
                for (int i = 0; i < 50_000; i++) sketch.add(own.nextLong());
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(sketch.estimate()).isCloseTo(200_000, Percentage.withPercentage(6));
    }
}
