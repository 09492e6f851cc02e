package dev.patchbay.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.Priority;
import dev.patchbay.rollout.Device;
import dev.patchbay.trust.SealWish;
import dev.patchbay.update.UpdateDecision.Ahead;
import dev.patchbay.update.UpdateDecision.HeldBack;
import dev.patchbay.update.UpdateDecision.NoneOfferable;
import dev.patchbay.update.UpdateDecision.Offer;
import dev.patchbay.update.UpdateDecision.UpToDate;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases that failed on the device, and those that can wait. */
class HeldBackTests {
    private static final Held NOTHING = new Held.Nothing();

    @TempDir
    Path folder;

    private Shelf shelf;
    private Shelf.Item old;
    private Shelf.Item fresh;

    @BeforeEach
    void twoReleases() {
        shelf = new Shelf(folder);
        old = shelf.release("old");
        fresh = shelf.release("fresh");
    }

    private UpdateDecision decide(Held held) {
        Device phone = new Device(DeviceId.of("phone"), null, Map.of());
        return shelf.decide(
                new UpdateCheck("demo", Platform.IOS, NativeVersion.of("1.0.0"), held, true, SealWish.NONE, phone));
    }

    /** The newest of the two. */
    private void strikeFresh() {
        Candidate newest = ((Offer) decide(NOTHING)).release();
        when(shelf.strikes.struck(eq(newest.id()), eq("phone"))).thenReturn(true);
    }

    @Test
    void aReleaseThatFailedHereGivesWayToTheOneBefore() {
        strikeFresh();
        assertThat(decide(NOTHING))
                .isInstanceOfSatisfying(
                        Offer.class,
                        offer -> assertThat(offer.release().jsVersion()).isEqualTo(old.jsVersion()));
        assertThat(decide(old.byJsVersion())).isInstanceOf(UpToDate.class);
    }

    @Test
    void theAllowListDoesNotOpenAReleaseThatFailedHere() {
        fresh.allowing("phone");
        strikeFresh();
        assertThat(decide(old.byJsVersion())).isInstanceOf(UpToDate.class);
    }

    @Test
    void whoHasAReleaseThatFailedKeepsIt() {
        strikeFresh();
        assertThat(decide(fresh.byJsVersion())).isInstanceOf(Ahead.class);
    }

    @Test
    void whereAllFailedThereIsNothingToOffer() {
        when(shelf.strikes.struck(anyLong(), eq("phone"))).thenReturn(true);
        assertThat(decide(NOTHING)).isEqualTo(new NoneOfferable(false));
    }

    @Test
    void aFailedBlockingReleaseBetweenRaisesNothing() {
        fresh.priority(Priority.BLOCKING);
        strikeFresh();
        shelf.release("newest");
        assertThat(((Offer) decide(old.byJsVersion())).priority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void onlyIdleReleasesWaitWhileDownloadsAreTooMany() {
        when(shelf.budget.exceeded()).thenReturn(true);
        assertThat(decide(old.byJsVersion())).isInstanceOf(Offer.class);
        fresh.priority(Priority.IDLE);
        assertThat(decide(old.byJsVersion()))
                .isInstanceOfSatisfying(
                        HeldBack.class, held -> assertThat(held.known()).isTrue());
        assertThat(decide(NOTHING))
                .isInstanceOfSatisfying(
                        HeldBack.class, held -> assertThat(held.known()).isFalse());
        fresh.priority(Priority.BLOCKING);
        assertThat(decide(old.byJsVersion())).isInstanceOf(Offer.class);
    }

    @Test
    void idleReleasesAreOfferedWhileDownloadsAreFew() {
        fresh.priority(Priority.IDLE);
        assertThat(decide(old.byJsVersion())).isInstanceOf(Offer.class);
    }
}
