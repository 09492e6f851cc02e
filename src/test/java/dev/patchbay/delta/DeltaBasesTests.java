package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.pack.Platform;
import dev.patchbay.release.NearReleases;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.release.SomeRelease;
import dev.patchbay.report.Fleet;
import dev.patchbay.report.Fleets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.util.unit.DataSize;

class DeltaBasesTests {
    private final Map<Long, Release> all = new TreeMap<>();
    private final Releases releases = mock(Releases.class);
    private final NearReleases near = mock(NearReleases.class);
    private final Fleets fleets = mock(Fleets.class);
    private final Fleet fleet = mock(Fleet.class);

    @BeforeEach
    void nineReleases() {
        LongStream.rangeClosed(1, 9).forEach(id -> all.put(id, SomeRelease.of(id, "1.0", "exact", "published", "100")));
        when(releases.withIds(any()))
                .thenAnswer(asked -> asked.<Collection<Long>>getArgument(0).stream()
                        .map(all::get)
                        .toList());
        when(releases.timestampsOf(any()))
                .thenAnswer(asked -> asked.<Collection<Long>>getArgument(0).stream()
                        .map(id -> new Object[] {id, all.get(id).timestamp()})
                        .toList());
    }

    private List<Long> keptOf(int keep, Map<Long, Long> running) {
        when(near.olderThan(all.get(9L)))
                .thenReturn(LongStream.iterate(8, id -> id - 1).limit(8).mapToObj(all::get));
        when(fleets.runningAsWritten("demo", Platform.IOS)).thenReturn(fleet);
        when(fleet.releases()).thenReturn(running.keySet());
        running.forEach((id, devices) -> when(fleet.running(id)).thenReturn(devices));
        DeltaSettings settings = new DeltaSettings(keep, 10, Duration.ofMinutes(5), DataSize.ofMegabytes(16), 0, false);
        return new DeltaBases(releases, near, fleets, settings)
                .keptFor(all.get(9L)).stream().map(base -> base.release().id()).toList();
    }

    @Test
    void whatMostDevicesRunComesFirstAndThenTheNewest() {
        assertThat(keptOf(0, Map.of(2L, 5L, 4L, 70L))).containsExactly(4L, 2L, 8L, 7L, 6L, 5L, 3L, 1L);
        assertThat(keptOf(3, Map.of(2L, 5L, 4L, 70L))).containsExactly(4L, 2L, 8L);
    }

    @Test
    void ofThoseThatAsManyRunTheNewestComesFirst() {
        Release cameBack = SomeRelease.of(3, "1.0", "exact", "published", "100");
        ReflectionTestUtils.setField(cameBack, "packageTimestamp", 8L);
        all.put(3L, cameBack);
        assertThat(keptOf(4, Map.of(1L, 5L, 3L, 5L, 6L, 5L, 7L, 6L))).containsExactly(7L, 3L, 6L, 1L);
    }
}
