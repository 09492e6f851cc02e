package dev.patchbay.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.patchbay.SettableClock;
import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Match;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;

class HeadRecordsTests {
    private static final Rule RULE = new Rule(AppName.of("demo"), Platform.IOS, NativeVersion.of("1.0.0"), Match.EXACT);

    private final Releases releases = mock(Releases.class);
    private final Statements statements = mock(Statements.class);
    private final List<Release> line = new ArrayList<>();
    private final SettableClock clock = new SettableClock("2026-05-01T00:00:00.250Z");

    @BeforeEach
    void oneSignedRelease() {
        when(releases.line("demo", "ios")).thenReturn(line);
        line.add(release(1, State.PUBLISHED, true, "1.0.0"));
        signed(1);
    }

    private static Release release(long id, State state, boolean everybody, String version) {
        Release release = mock(Release.class, RETURNS_DEEP_STUBS);
        when(release.id()).thenReturn(id);
        when(release.version()).thenReturn(NativeVersion.of(version));
        when(release.match()).thenReturn(Match.EXACT);
        when(release.state()).thenReturn(state);
        when(release.audience().isEverybody()).thenReturn(everybody);
        when(release.audience().allowed()).thenReturn(java.util.Set.of());
        return release;
    }

    /** The sequence of each is its id. */
    private void signed(long... ids) {
        Map<Long, Signed> signed = new java.util.HashMap<>();
        for (long id : ids) signed.put(id, new Signed("" + id, id, Optional.empty()));
        when(statements.ofLine(anyString(), anyString())).thenReturn(signed);
    }

    private HeadRecords heads(int nonces) {
        TrustSettings settings = new TrustSettings(Demand.OPTIONAL, Map.of(), Map.of(), nonces, null);
        HeadKey key = HeadKey.of(HeadKey.newText(new SecureRandom()), "test");
        return new HeadRecords(releases, statements, key, settings, clock, mock(PlatformTransactionManager.class));
    }

    private static String text(HeadRecord record) {
        return new String(record.document(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void answersAllFromOneSignatureAndOneQuery() {
        HeadRecords heads = heads(0);
        HeadRecord first = heads.of(RULE).orElseThrow();
        for (int i = 0; i < 1000; i++) assertThat(heads.of(RULE)).contains(first);
        verify(releases, times(1)).line(anyString(), anyString());
    }

    @Test
    void signsAnewAfterAQuarterOfTheRecordsLife() {
        HeadRecords heads = heads(0);
        HeadRecord first = heads.of(RULE).orElseThrow();
        assertThat(first.issuedAt()).isEqualTo(Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(first.expires()).isEqualTo(Instant.parse("2026-05-02T00:00:00Z"));
        clock.advance(Duration.ofHours(5));
        assertThat(heads.of(RULE)).contains(first);
        clock.advance(Duration.ofHours(2));
        assertThat(heads.of(RULE).orElseThrow().issuedAt()).isEqualTo(Instant.parse("2026-05-01T07:00:00Z"));
    }

    @Test
    void seesWhatAnotherServerChanged() {
        HeadRecords heads = heads(0);
        heads.of(RULE);
        line.add(0, release(2, State.PUBLISHED, true, "1.0.0"));
        signed(1, 2);
        clock.advance(Duration.ofSeconds(31));
        assertThat(text(heads.of(RULE).orElseThrow())).contains("\"sequence\":2", "\"also\":[]");
    }

    @Test
    void namesAlsoWhatDevicesOutsideOfAGrayReleaseGet() {
        line.add(0, release(3, State.PUBLISHED, true, "1.0.0"));
        line.add(0, release(4, State.PUBLISHED, false, "1.0.0"));
        line.add(0, release(5, State.PAUSED, true, "1.0.0"));
        line.add(0, release(6, State.DRAFT, true, "1.0.0"));
        line.add(0, release(7, State.PUBLISHED, true, "1.0.1"));
        signed(1, 3, 4, 5, 6, 7);
        assertThat(text(heads(0).of(RULE).orElseThrow()))
                .contains("\"sequence\":4", "\"also\":[{\"sequence\":3,\"statement\":\"3\"}]");
    }

    @Test
    void thereIsNoneWhereNothingIsSigned() {
        signed();
        assertThat(heads(0).of(RULE)).isEmpty();
    }

    @Test
    void signsForNoncesNoMoreOftenThanAllowed() {
        HeadRecords heads = heads(2);
        String nonce = "0123456789abcdef";
        int answered = 0;
        for (int i = 0; i < 100; i++) {
            if (heads.answering(RULE, nonce).isPresent()) answered++;
        }
        assertThat(answered).isBetween(2, 50);
        assertThat(heads(0).answering(RULE, nonce)).isEmpty();
    }
}
