package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import dev.patchbay.nodes.SharedSecrets;
import dev.patchbay.release.Network;
import dev.patchbay.storage.PatchbayHome;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendersTests {
    static final ReportSettings SETTINGS = new ReportSettings(
            Duration.ofSeconds(5),
            Duration.ofDays(7),
            Duration.ofDays(90),
            Duration.ofDays(7),
            Duration.ofDays(7),
            30,
            "");

    @TempDir
    Path home;

    private Senders senders;

    @BeforeEach
    void begin() {
        Pseudonyms pseudonyms =
                new Pseudonyms(SETTINGS, new PatchbayHome(home), mock(SharedSecrets.class), new SecureRandom());
        senders = new Senders(pseudonyms, SETTINGS, Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC));
    }

    private long admitted(String address, long release, long devices, long firstDevice) {
        return LongStream.range(firstDevice, firstDevice + devices)
                .filter(device -> senders.admits(release, device, Network.of(address)))
                .count();
    }

    @Test
    void ofOneAddressOnlySoManyDevicesCount() {
        assertThat(admitted("203.0.113.7", 1, 1_000, 0)).isEqualTo(30);
        assertThat(admitted("203.0.113.7", 2, 1_000, 0)).isEqualTo(30);
        assertThat(admitted("198.51.100.9", 1, 10, 5_000)).isEqualTo(10);
    }

    @Test
    void whoCountedOnceCountsAgain() {
        assertThat(admitted("203.0.113.7", 1, 20, 0)).isEqualTo(20);
        assertThat(admitted("203.0.113.7", 1, 20, 0)).isEqualTo(20);
        assertThat(admitted("203.0.113.7", 1, 100, 100)).isEqualTo(10);
    }

    @Test
    void anotherAddressOfTheSameCustomerHelpsLittle() {
        long all = 0;
        for (int i = 0; i < 250; i++) all += admitted("203.0.113." + i, 1, 100, i * 1_000L);
        assertThat(all).isEqualTo(8 * 30);

        long six = 0;
        for (int i = 0; i < 1_000; i++) {
            six += admitted("2001:db8:77:" + Integer.toHexString(i) + "::1", 1, 100, -i * 1_000L - 1_000);
        }
        assertThat(six).isEqualTo(8 * 30);
    }

    @Test
    void aDevicePicksTheRestOfItsIpv6AddressAnew() {
        long all = 0;
        for (int i = 1; i <= 100; i++) all += admitted("2001:db8:1:2::" + Integer.toHexString(i), 1, 1, i);
        assertThat(all).isEqualTo(30);
    }

    @Test
    void thisMachineIsNotLimited() {
        assertThat(admitted("127.0.0.1", 1, 500, 0)).isEqualTo(500);
        assertThat(admitted("0:0:0:0:0:0:0:1", 1, 500, 10_000)).isEqualTo(500);
    }

    @Test
    void manyAddressesTakeBoundedRoom() {
        for (int i = 0; i < 300_000; i++) {
            senders.admits(1, i, Network.of((i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255) + ".9"));
        }
        assertThat(senders.networks()).isLessThan(Senders.MOST_NETWORKS + 5_000L);
    }
}
