package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.patchbay.egress.ForbiddenAddress;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteDeltaProbeTests {
    private static final Instant ORDERED = Instant.parse("2026-11-22T09:00:00Z");
    private static final URI FILE = URI.create("https://files.example.com/app/071dec6c32e4f04bfc25a17f489ab7b7.zip");

    private static final Lease LEASE = new Lease(DeltaJobs.PROBE, "5", "this node", 1);

    private final DeltaDesk desk = mock(DeltaDesk.class);
    private final RemoteFiles files = mock(RemoteFiles.class);
    private final Releases releases = mock(Releases.class);

    @BeforeEach
    void oneDeltaWaits() {
        Delta delta = mock(Delta.class);
        when(delta.id()).thenReturn(5L);
        when(delta.releaseId()).thenReturn(7L);
        when(delta.appName()).thenReturn("demo");
        when(delta.name()).thenReturn("071dec6c32e4f04bfc25a17f489ab7b7");
        when(delta.updatedAt()).thenReturn(ORDERED);
        Release release = mock(Release.class);
        when(release.jsPath()).thenReturn(Optional.of("https://files.example.com/app/"));
        when(releases.findByIdAndAppName(7, "demo")).thenReturn(Optional.of(release));
        when(desk.waiting(5)).thenReturn(Optional.of(delta));
    }

    private Optional<Duration> lookAfter(String age) {
        Clock clock = Clock.fixed(ORDERED.plus(Duration.parse(age)), ZoneOffset.UTC);
        return new RemoteDeltaProbe(desk, releases, files, clock).look(LEASE, 5);
    }

    @Test
    void aDeltaThatIsThereIsReady() throws IOException {
        when(files.size(FILE)).thenReturn(OptionalLong.of(32));
        assertThat(lookAfter("PT1S")).isEmpty();
        verify(desk).readyElsewhere(LEASE, 5, 32);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT2S", "PT1M, PT30S", "PT10H, PT5H"})
    void oneThatIsNotThereIsLookedForMoreAndMoreSeldom(String age, String wait) throws IOException {
        when(files.size(FILE)).thenReturn(OptionalLong.empty());
        assertThat(lookAfter(age)).contains(Duration.parse(wait));
        when(files.size(FILE)).thenReturn(OptionalLong.of(31));
        assertThat(lookAfter(age)).as("shorter than a header").contains(Duration.parse(wait));
        when(files.size(FILE)).thenThrow(new ConnectException("down"));
        assertThat(lookAfter(age)).as("a server that is down").contains(Duration.parse(wait));
        verify(desk, times(3)).waiting(5);
        verifyNoMoreInteractions(desk);
    }

    @Test
    void afterTwoDaysItIsGivenUpWhateverTheReason() throws IOException {
        when(files.size(any())).thenThrow(new ConnectException("down"));
        assertThat(lookAfter("PT48H1S")).isEmpty();
        verify(desk).skipped(eq(LEASE), eq(5L), any(), contains("2 days"));
    }

    @Test
    void aPrivateAddressIsRefusedOnceAndForAll() throws IOException {
        when(files.size(any())).thenThrow(mock(ForbiddenAddress.class));
        assertThat(lookAfter("PT1S")).isEmpty();
        verify(desk).failed(eq(LEASE), eq(5L), anyString());
    }
}
