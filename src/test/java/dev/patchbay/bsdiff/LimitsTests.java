package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LimitsTests {
    private static final int SIZE = 1_000_000;

    /** Contents that make a careless search quadratic. */
    static Stream<Arguments> hardPairs() {
        byte[] zeros = new byte[SIZE];
        byte[] oneChanged = new byte[SIZE];
        oneChanged[SIZE / 2] = 1;
        byte[] periodic = Contents.periodic("abcdefg", SIZE);
        byte[] random = Contents.random(1, SIZE);
        byte[] zeroTail = Contents.joined(Contents.random(2, SIZE / 4), new byte[SIZE - SIZE / 4]);
        byte[] unit = Contents.script(3, 1_000);
        byte[] selfSimilar = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) selfSimilar[i] = (byte) (unit[i % 1_000] + (i % 1_013 == 0 ? 1 : 0));
        byte[] script = Contents.script(4, SIZE);
        return Stream.of(
                Arguments.of("zeros to zeros", zeros, zeros),
                Arguments.of("one byte changed in zeros", zeros, oneChanged),
                Arguments.of("one byte changed in zeros, back", oneChanged, zeros),
                Arguments.of("zeros to periodic", zeros, periodic),
                Arguments.of("periodic, shifted", periodic, Contents.spliced(periodic, 0, 3, new byte[] {9})),
                Arguments.of("periodic, edited", periodic, Contents.editedAllOver(periodic, 1, 20_000)),
                Arguments.of("zeros, edited", zeros, Contents.editedAllOver(zeros, 1, 20_000)),
                Arguments.of("unrelated random", random, Contents.random(5, SIZE)),
                Arguments.of("a tail of zeros", zeroTail, Contents.editedAllOver(zeroTail, 1, 1_000)),
                Arguments.of("self-similar", selfSimilar, Contents.editedAllOver(selfSimilar, 1, 1_000)),
                Arguments.of("self-similar to its unit", selfSimilar, Contents.edited(unit, 1, 10)),
                Arguments.of("unit to self-similar", unit, selfSimilar),
                Arguments.of("script, edited all over", script, Contents.editedAllOver(script, 1, 20_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hardPairs")
    void takesAFewStepsPerByteAndTheStatedMemoryWhateverTheContent(String name, byte[] old, byte[] fresh)
            throws IOException {
        Work work = Deltas.work();
        BsdiffEncoder.encode(work, old, fresh, OutputStream.nullOutputStream());
        assertThat(work.steps()).isLessThan(100L * (old.length + fresh.length));
        assertThat(work.peak()).isLessThanOrEqualTo(BsdiffEncoder.peakMemory(old.length, fresh.length));
    }

    @Test
    void holdsToItsMemoryAndItsStepsWith64MegabytesEach() throws IOException {
        byte[] old = Contents.random(1, 64_000_000);
        byte[] fresh = Contents.editedAllOver(old, 2, 5_000);
        Work work = Deltas.work();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        BsdiffEncoder.encode(work, old, fresh, OutputStream.nullOutputStream());
        long allocated = threads.getCurrentThreadAllocatedBytes() - before + old.length + fresh.length;
        long stated = BsdiffEncoder.peakMemory(old.length, fresh.length);
        assertThat(work.peak()).isLessThanOrEqualTo(stated);
        // whatever was ever allocated, counted there or not
        assertThat(allocated).isLessThanOrEqualTo(stated);
        assertThat(work.steps()).isLessThan(30L * (old.length + fresh.length));
    }

    @Test
    void stopsWhenTheDeadlinePasses() {
        Instant deadline = Instant.parse("2026-01-01T00:00:00Z");
        InstantSource ticking = new InstantSource() {
            private int looks;

            @Override
            public Instant instant() {
                return deadline.plusSeconds(looks++ - 3);
            }
        };
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        BsdiffEncoder encoder = new BsdiffEncoder(ticking.withZone(ZoneOffset.UTC));
        byte[] content = Contents.random(1, SIZE);
        assertThatThrownBy(() -> encoder.encode(content, content, new Limits(deadline, Long.MAX_VALUE), delta))
                .isInstanceOf(DeltaTooSlow.class);
        assertThat(delta.size()).isZero();
    }

    @Test
    void stopsBeforeItHoldsMoreMemoryThanAllowed() {
        byte[] content = Contents.random(1, 100_000);
        Limits limits = new Limits(Instant.MAX, 210_000);
        assertThatThrownBy(() -> new BsdiffEncoder(Clock.systemUTC())
                        .encode(content, content, limits, OutputStream.nullOutputStream()))
                .isInstanceOf(DeltaTooLarge.class);
    }

    @Test
    void statesItsMemoryPerByteOfBothContents() {
        assertThat(BsdiffEncoder.peakMemory(64_000_000, 64_000_000)).isEqualTo(8L * 128_000_000 + (2 << 20));
        assertThat(BsdiffEncoder.peakMemory(1L << 40, 1)).isGreaterThan(1L << 43);
    }

    @Test
    void refusesLimitsThatAllowNothing() {
        assertThatThrownBy(() -> new Limits(Instant.MAX, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
