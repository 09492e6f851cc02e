package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.Test;

/** Most of it in JVMs of their own: those of tests have another collector, and a heap that others use. */
class IdleMemoryTests {
    private static final String[] LARGE_HEAP = {
        "-XX:+UseG1GC", "-Xmx256m", "-XX:InitialHeapSize=200m", "-XX:MinHeapSize=8m"
    };

    @Test
    void aHeapMuchLargerThanWhatLivesInItShrinks() throws Exception {
        assertThat(inAnotherJvm("heap", LARGE_HEAP)).isLessThan(100);
    }

    @Test
    void whatTheCommandLineSaysOfTheHeapStands() throws Exception {
        assertThat(inAnotherJvm("heap", with(LARGE_HEAP, "-XX:MaxHeapFreeRatio=70")))
                .isGreaterThan(190);
        assertThat(inAnotherJvm("heap", with(LARGE_HEAP, "-XX:G1PeriodicGCInterval=0")))
                .isGreaterThan(190);
    }

    @Test
    void anotherCollectorIsLeftAlone() throws Exception {
        assertThat(inAnotherJvm("heap", "-XX:+UseSerialGC", "-Xms200m", "-Xmx200m"))
                .isGreaterThan(190);
    }

    @Test
    void whatNativeCodeHasFreedIsGivenBack() throws Exception {
        Needed.assume(
                new Jvm().knows("systemTrimNativeHeap") && Files.exists(Path.of("/proc/self/status")),
                "this JVM cannot trim what malloc keeps (glibc, a late 17), or there is no /proc: that stays untested");
        assertThat(inAnotherJvm("native")).isGreaterThan(8);
    }

    @Test
    void aJvmThatKnowsNoneOfItGoesOn() {
        Jvm bare = new Jvm(MBeanServerFactory.newMBeanServer());
        assertThat(bare.isFree("MaxHeapFreeRatio")).isFalse();
        assertThat(bare.used("G1 Old Gen")).isEmpty();
        assertThat(bare.knows("systemTrimNativeHeap")).isFalse();
        assertThat(bare.run("systemTrimNativeHeap")).isEmpty();
        new IdleHeap(bare).giveBack();
        new IdleNativeMemory(bare).giveBack();
    }

    @Test
    void onlyOptionsThatMayBeSetAreFree() {
        Jvm jvm = new Jvm();
        assertThat(jvm.isFree("HeapDumpAfterFullGC")).isTrue();
        assertThat(jvm.isFree("MaxHeapSize")).isFalse();
        assertThat(jvm.isFree("NoSuchOption")).isFalse();
    }

    private static String[] with(String[] some, String more) {
        List<String> all = new ArrayList<>(List.of(some));
        all.add(more);
        return all.toArray(String[]::new);
    }

    /** The number that {@link Child} prints last. */
    private static long inAnotherJvm(String what, String... options) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName(), what));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(said).isZero();
        String[] lines = said.strip().split("\\R");
        return Long.parseLong(lines[lines.length - 1]);
    }

    static final class Child {
        private static final int PATIENCE = 60_000;

        public static void main(String[] args) throws Exception {
            System.out.println(args[0].equals("heap") ? heapAfterwards() : nativeMemoryGivenBack());
        }

        /** In MB. */
        private static long heapAfterwards() throws InterruptedException {
            Jvm jvm = new Jvm();
            IdleHeap idle = new IdleHeap(jvm);
            byte[][] lives = new byte[100][100_000];
            boolean possible = idle.isPossible();
            idle.giveBack();
            for (int waited = 0; possible && waited < PATIENCE && jvm.heap() >> 20 >= 100; waited += 10) {
                Thread.sleep(10);
            }
            return (jvm.heap() >> 20) + lives.length / 1000;
        }

        /** In MB: of 400 deflaters every tenth stays in use, so that malloc has no large piece that is free. */
        private static long nativeMemoryGivenBack() throws Exception {
            List<Deflater> deflaters = new ArrayList<>();
            byte[] some = new byte[200_000];
            new Random(1).nextBytes(some);
            for (int i = 0; i < 400; i++) {
                Deflater deflater = new Deflater();
                deflater.setInput(some);
                deflater.deflate(new byte[10_000]);
                deflaters.add(deflater);
            }
            for (int i = 0; i < 400; i++) if (i % 10 != 0) deflaters.get(i).end();
            long before = resident();
            new IdleNativeMemory(new Jvm()).giveBack();
            long after = resident();
            for (int i = 0; i < 400; i += 10) deflaters.get(i).end();
            return (before - after) >> 10;
        }

        private static long resident() throws Exception {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
            throw new IllegalStateException("no VmRSS");
        }
    }
}
