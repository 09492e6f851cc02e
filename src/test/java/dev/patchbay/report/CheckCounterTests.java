package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.sun.management.ThreadMXBean;
import dev.patchbay.nodes.SharedSecrets;
import dev.patchbay.pack.Platform;
import dev.patchbay.storage.PatchbayHome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCounterTests {
    @Test
    void costsAFractionOfACheckAndAFixedAmountOfMemory(@TempDir Path home) {
        Tallies tallies = new Tallies();
        Sightings sightings = new Sightings();
        CheckCounter counter = new CheckCounter(
                tallies,
                sightings,
                new Pseudonyms(
                        SendersTests.SETTINGS, new PatchbayHome(home), mock(SharedSecrets.class), new SecureRandom()),
                Clock.systemUTC(),
                new SimpleMeterRegistry());
        String[] devices = new String[1_000];
        for (int i = 0; i < devices.length; i++) devices[i] = "device-" + i;
        count(counter, devices, 200_000);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        long begun = threads.getCurrentThreadCpuTime();
        int checks = 500_000;
        count(counter, devices, checks);
        long nanos = (threads.getCurrentThreadCpuTime() - begun) / checks;
        long bytes = (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated) / checks;
        System.out.printf("check counter: %d ns of CPU and %d bytes of garbage a check%n", nanos, bytes);
        assertThat(nanos).isLessThan(20_000);
        assertThat(bytes).isLessThan(1_500);
        assertThat(tallies.size()).isEqualTo(1);
        assertThat(sightings.all()).hasSizeLessThanOrEqualTo(4);
    }

    private static void count(CheckCounter counter, String[] devices, int checks) {
        for (int i = 0; i < checks; i++) {
            counter.count("demo", Platform.IOS, devices[i % devices.length], 1, 2, i % 2 == 0);
        }
    }
}
