package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.release.Release;
import dev.patchbay.release.ReleasePaused;
import dev.patchbay.release.ReleaseRolledBack;
import dev.patchbay.release.ReleaseWithdrawn;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithdrawnReleasesTests {
    private final Releases releases = mock(Releases.class);

    @Test
    void knowsFromTheStartWhatWasWithdrawnBefore() {
        when(releases.withdrawnIds()).thenReturn(List.of(3L, 5L));
        WithdrawnReleases withdrawn = new WithdrawnReleases(releases);
        assertThat(withdrawn.contains(3)).isTrue();
        assertThat(withdrawn.contains(4)).isFalse();
    }

    @Test
    void learnsWhatIsWithdrawnOrRolledBackAndNotWhatIsPaused() {
        WithdrawnReleases withdrawn = new WithdrawnReleases(releases);
        withdrawn.keepUp(new ReleaseWithdrawn(release(1, State.WITHDRAWN), State.PUBLISHED, ""));
        withdrawn.keepUp(new ReleaseRolledBack(release(2, State.WITHDRAWN), State.PUBLISHED, ""));
        withdrawn.keepUp(new ReleasePaused(release(3, State.PAUSED), ""));
        assertThat(withdrawn.contains(1)).isTrue();
        assertThat(withdrawn.contains(2)).isTrue();
        assertThat(withdrawn.contains(3)).isFalse();
    }

    private static Release release(long id, State state) {
        Release release = mock(Release.class);
        when(release.id()).thenReturn(id);
        when(release.state()).thenReturn(state);
        return release;
    }
}
