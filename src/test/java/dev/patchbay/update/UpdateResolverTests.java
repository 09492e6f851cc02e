package dev.patchbay.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.Priority;
import dev.patchbay.release.State;
import dev.patchbay.rollout.Device;
import dev.patchbay.trust.SealWish;
import dev.patchbay.update.UpdateDecision.Ahead;
import dev.patchbay.update.UpdateDecision.DeltaChoice;
import dev.patchbay.update.UpdateDecision.NoneOfferable;
import dev.patchbay.update.UpdateDecision.NothingFits;
import dev.patchbay.update.UpdateDecision.NothingIntact;
import dev.patchbay.update.UpdateDecision.NothingPublished;
import dev.patchbay.update.UpdateDecision.Offer;
import dev.patchbay.update.UpdateDecision.Remove;
import dev.patchbay.update.UpdateDecision.UpToDate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UpdateResolverTests {
    private static final Held NOTHING = new Held.Nothing();
    private static final Held UNKNOWN = new Held.Version("ffffffffffffffffffffffffffffffff");

    @TempDir
    Path folder;

    private Shelf shelf;

    @BeforeEach
    void emptyShelf() {
        shelf = new Shelf(folder);
    }

    private UpdateDecision decide(Held held) {
        return decide(held, "1.0.0", "phone", Map.of());
    }

    private UpdateDecision decide(Held held, String installed, String device, Map<String, String> tags) {
        return shelf.decide(new UpdateCheck(
                "demo",
                Platform.IOS,
                NativeVersion.of(installed),
                held,
                true,
                SealWish.NONE,
                new Device(DeviceId.of(device), null, tags)));
    }

    private static void assertOffers(UpdateDecision decision, Shelf.Item release) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Offer.class,
                        offer -> assertThat(offer.release().jsVersion()).isEqualTo(release.jsVersion()));
    }

    private static void assertOffers(UpdateDecision decision, Shelf.Item release, DeltaChoice choice) {
        assertOffers(decision, release);
        Offer offer = (Offer) decision;
        assertThat(offer.deltaChoice()).isEqualTo(choice);
        assertThat(offer.delta() != null).isEqualTo(choice == DeltaChoice.OFFERED);
    }

    @Nested
    class WithoutAnythingToOffer {
        @Test
        void saysThatNothingWasEverPublished() {
            assertThat(decide(NOTHING)).isEqualTo(new NothingPublished(false));
        }

        @Test
        void aDraftWasNeverPublished() {
            shelf.release("draft").state(State.DRAFT);
            assertThat(decide(NOTHING)).isEqualTo(new NothingPublished(false));
        }

        @Test
        void anEmbeddedPackageWasNeverPublishedButIsKnown() {
            Shelf.Item embedded = shelf.release("embedded").embedded();
            assertThat(decide(NOTHING)).isEqualTo(new NothingPublished(false));
            assertThat(decide(embedded.byJsVersion())).isEqualTo(new NothingPublished(true));
        }

        @Test
        void saysThatNoReleaseFitsTheVersion() {
            shelf.release("for another").for_("2.0.0", "exact");
            assertThat(decide(NOTHING)).isEqualTo(new NothingFits());
        }

        @Test
        void aDraftForTheVersionStaysUntold() {
            shelf.release("for another").for_("2.0.0", "exact");
            shelf.release("draft").state(State.DRAFT).allowing("tester");
            assertThat(decide(NOTHING)).isEqualTo(new NothingFits());
        }

        @ParameterizedTest
        @EnumSource(names = {"PAUSED", "WITHDRAWN"})
        void saysThatNoneIsOfferable(State state) {
            shelf.release("once").state(state);
            assertThat(decide(NOTHING)).isEqualTo(new NoneOfferable(false));
            assertThat(decide(UNKNOWN)).isEqualTo(new NoneOfferable(false));
        }

        @Test
        void saysThatNoBytesAreIntact() {
            shelf.damage(shelf.release("only"));
            assertThat(decide(NOTHING)).isEqualTo(new NothingIntact(false));
        }
    }

    @Nested
    class ByWhatTheDeviceHolds {
        @Test
        void nothingOrSomethingUnknownGetsTheNewestFullPackage() {
            shelf.release("old");
            Shelf.Item newest = shelf.release("new");
            assertOffers(decide(NOTHING), newest, DeltaChoice.NOTHING_HELD);
            assertOffers(decide(UNKNOWN), newest, DeltaChoice.NOTHING_HELD);
            assertOffers(decide(new Held.Bytes("ffffffffffffffffffffffffffffffff")), newest, DeltaChoice.NOTHING_HELD);
        }

        @Test
        void theNewestStays() {
            shelf.release("old");
            Shelf.Item newest = shelf.release("new");
            assertThat(decide(newest.byJsVersion())).isInstanceOf(UpToDate.class);
            assertThat(decide(newest.byBytes())).isInstanceOf(UpToDate.class);
        }

        @Test
        void anOlderOneIsUpdated() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item newest = shelf.release("new").deltaFrom(old);
            assertOffers(decide(old.byJsVersion()), newest, DeltaChoice.OFFERED);
            assertOffers(decide(old.byBytes()), newest, DeltaChoice.OFFERED);
        }

        @Test
        void theSameContentForAnotherVersionIsUnknown() {
            Shelf.Item other = shelf.release("for another").for_("2.0.0", "exact");
            Shelf.Item newest = shelf.release("new").deltaFrom(other);
            assertOffers(decide(other.byJsVersion()), newest, DeltaChoice.NOTHING_HELD);
        }

        @ParameterizedTest
        @EnumSource(names = {"PAUSED", "WITHDRAWN"})
        void aNewerOneThatIsNotOfferedAnyMoreStays(State state) {
            shelf.release("old");
            Shelf.Item newer = shelf.release("newer").state(state);
            assertThat(decide(newer.byJsVersion())).isInstanceOf(Ahead.class);
            assertThat(decide(newer.byBytes())).isInstanceOf(Ahead.class);
        }

        @ParameterizedTest
        @EnumSource(names = {"PAUSED", "WITHDRAWN"})
        void aNewerOneThatIsNotOfferedAnyMoreStaysThoughNothingElseIsThere(State state) {
            Shelf.Item newer = shelf.release("newer").state(state);
            assertThat(decide(newer.byJsVersion())).isInstanceOf(Ahead.class);
        }

        @Test
        void aNewerOneWhoseRolloutWasNarrowedStays() {
            shelf.release("old");
            Shelf.Item newer = shelf.release("newer").rollout(0);
            assertThat(decide(newer.byJsVersion())).isInstanceOf(Ahead.class);
        }

        @ParameterizedTest
        @EnumSource(names = {"PAUSED", "WITHDRAWN"})
        void oneInTheMiddleIsUpdatedWhateverBecameOfIt(State state) {
            shelf.release("old");
            Shelf.Item middle = shelf.release("middle").state(state);
            Shelf.Item newest = shelf.release("new").deltaFrom(middle);
            assertOffers(decide(middle.byJsVersion()), newest, DeltaChoice.OFFERED);
        }

        @Test
        void oneThatWasRolledBackGoesBack() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item bad = shelf.release("bad").rolledBack();
            assertOffers(decide(bad.byJsVersion()), old);
            assertOffers(decide(bad.byBytes()), old);
        }

        @Test
        void oneThatWasRolledBackIsRemovedWhereNothingOlderIs() {
            Shelf.Item bad = shelf.release("bad").rolledBack();
            assertThat(decide(bad.byBytes())).isInstanceOf(Remove.class);
            assertThat(decide(NOTHING)).isEqualTo(new NoneOfferable(false));
        }

        @Test
        void oneThatWasRolledBackIsRemovedWhereOnlyAnEmbeddedOneIsOlder() {
            shelf.release("embedded").embedded();
            Shelf.Item bad = shelf.release("bad").rolledBack();
            assertThat(decide(bad.byBytes())).isInstanceOf(Remove.class);
        }

        @Test
        void anEmbeddedOneIsUpdatedAndNeverOffered() {
            Shelf.Item embedded = shelf.release("embedded").embedded();
            Shelf.Item newest = shelf.release("new").deltaFrom(embedded);
            assertOffers(decide(embedded.byJsVersion()), newest, DeltaChoice.OFFERED);
            assertThat(decide(newest.byJsVersion())).isInstanceOf(UpToDate.class);
        }

        @Test
        void anEmbeddedOneThatIsTheNewestStays() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item embedded = shelf.release("embedded").embedded();
            assertThat(decide(embedded.byJsVersion())).isInstanceOf(Ahead.class);
            assertOffers(decide(NOTHING), old);
        }

        @Test
        void theOriginalOfAStoredPackageIsThatPackage() {
            Shelf.Item stored = shelf.release("stored").stored();
            Held original = new Held.Version(stored.originalJsVersion().hex());
            assertThat(decide(original)).isInstanceOf(UpToDate.class);
            assertThat(decide(stored.byBytesOf("original"))).isInstanceOf(UpToDate.class);
            Shelf.Item newest = shelf.release("new").deltaFrom(stored);
            assertOffers(decide(original), newest, DeltaChoice.NOT_READY);
            assertOffers(decide(stored.byJsVersion()), newest, DeltaChoice.OFFERED);
        }
    }

    @Nested
    class ByWhomTheReleaseIsFor {
        @Test
        void aDraftIsForItsAllowListAlone() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item draft = shelf.release("draft").state(State.DRAFT).allowing("tester");
            assertOffers(decide(old.byJsVersion(), "1.0.0", "tester", Map.of()), draft);
            assertThat(decide(old.byJsVersion())).isInstanceOf(UpToDate.class);
            assertThat(decide(draft.byJsVersion(), "1.0.0", "tester", Map.of())).isInstanceOf(UpToDate.class);
        }

        @Test
        void aDraftAloneIsOfferedToItsAllowList() {
            Shelf.Item draft = shelf.release("draft").state(State.DRAFT).allowing("tester");
            assertOffers(decide(NOTHING, "1.0.0", "tester", Map.of()), draft);
        }

        @ParameterizedTest
        @EnumSource(names = {"PAUSED", "WITHDRAWN"})
        void theAllowListDoesNotOpenWhatWasStopped(State state) {
            shelf.release("stopped").state(state).allowing("phone");
            assertThat(decide(NOTHING)).isEqualTo(new NoneOfferable(false));
        }

        @Test
        void theAllowListComesBeforePercentageAndTags() {
            Shelf.Item release =
                    shelf.release("new").rollout(0).onlyFor("region", "sg").allowing("phone");
            assertOffers(decide(NOTHING), release);
        }

        @Test
        void aDeviceOutsideGetsTheNewestThatIncludesIt() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item middle = shelf.release("middle").onlyFor("region", "cn");
            Shelf.Item newest = shelf.release("new").rollout(0);
            assertOffers(decide(NOTHING), old);
            assertOffers(decide(NOTHING, "1.0.0", "phone", Map.of("region", "cn")), middle);
            newest.rollout(10_000);
            assertOffers(decide(NOTHING), newest);
        }

        @Test
        void whoHasWhatOthersHaveNotYetIsUpToDate() {
            Shelf.Item old = shelf.release("old");
            shelf.release("new").rollout(0);
            assertThat(decide(old.byJsVersion())).isInstanceOf(UpToDate.class);
        }

        @ParameterizedTest
        @CsvSource({
            "1.0.0, exact,    1.0,   true",
            "1.0.0, exact,    1.0.1, false",
            "1.9.0, up-to,    1.10,  false",
            "1.9.0, up-to,    1.2,   true",
            "1.9.0, at-least, 1.10,  true",
            "1.9.0, at-least, 1.2,   false"
        })
        void theVersionRuleDecidesWhetherItFits(String version, String match, String installed, boolean fits) {
            Shelf.Item release = shelf.release("only").for_(version, match);
            UpdateDecision decision = decide(NOTHING, installed, "phone", Map.of());
            if (fits) assertOffers(decision, release);
            else assertThat(decision).isEqualTo(new NothingFits());
        }

        @Test
        void theNewestIsTheOneWithTheGreatestTimestampThenTheLaterCreated() {
            Shelf.Item greatest = shelf.release("greatest").at(100);
            shelf.release("created later").at(50);
            assertOffers(decide(NOTHING), greatest);
            Shelf.Item same = shelf.release("same time").at(100);
            assertOffers(decide(NOTHING), same);
        }
    }

    @Nested
    class ByWhichWay {
        @Test
        void aDeltaThatIsNotReadyIsNotWaitedFor() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item newest = shelf.release("new");
            assertOffers(decide(old.byJsVersion()), newest, DeltaChoice.NOT_READY);
        }

        @Test
        void aDeltaThatIsDamagedIsNotOffered() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item newest = shelf.release("new").deltaFrom(old);
            shelf.damageDelta(old, newest);
            assertOffers(decide(old.byJsVersion()), newest, DeltaChoice.DAMAGED);
        }

        @Test
        void whoWantsNoDeltaGetsNone() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item newest = shelf.release("new").deltaFrom(old);
            UpdateDecision decision = shelf.decide(new UpdateCheck(
                    "demo",
                    Platform.IOS,
                    NativeVersion.of("1.0.0"),
                    old.byJsVersion(),
                    false,
                    SealWish.NONE,
                    new Device(null, null, Map.of())));
            assertOffers(decision, newest, DeltaChoice.NOT_WANTED);
        }

        @Test
        void aBaseWithTwoContentsIsUncertainUnlessTheDeviceNamesItsBytes() {
            Shelf.Item old = shelf.release("old").alsoEmbedded();
            Shelf.Item newest = shelf.release("new").deltaFrom(old);
            assertOffers(decide(old.byJsVersion()), newest, DeltaChoice.BASE_UNCERTAIN);
            assertOffers(decide(old.byBytes()), newest, DeltaChoice.OFFERED);
            assertOffers(decide(old.byBytesOf("embedded")), newest, DeltaChoice.NOT_READY);
        }

        @Test
        void aSecondContentKnownForAnotherVersionMakesItUncertainToo() {
            Shelf.Item old = shelf.release("old");
            shelf.release("old").for_("2.0.0", "exact").alsoEmbedded();
            Shelf.Item newest = shelf.release("new").deltaFrom(old);
            assertOffers(decide(old.byJsVersion()), newest, DeltaChoice.BASE_UNCERTAIN);
        }

        @Test
        void aDeltaOnAStaticServerGoesByJsVersion() {
            Shelf.Item old = shelf.release("old").onStaticServer();
            Shelf.Item newest = shelf.release("new").onStaticServer().deltaFrom(old);
            assertOffers(decide(old.byJsVersion()), newest, DeltaChoice.OFFERED);
            assertOffers(decide(NOTHING), newest, DeltaChoice.NOTHING_HELD);
        }

        @Test
        void aDamagedPackageIsPassedOverForTheNextOlderWholeOne() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item newest = shelf.release("new");
            shelf.damage(newest);
            assertOffers(decide(NOTHING), old);
            assertThat(decide(old.byJsVersion())).isInstanceOf(UpToDate.class);
            assertThat(decide(newest.byJsVersion())).isInstanceOf(UpToDate.class);
            shelf.damage(old);
            assertThat(decide(UNKNOWN)).isEqualTo(new NothingIntact(false));
        }
    }

    @Nested
    class ByHowSoon {
        private Priority priorityFor(Held held) {
            assertThat(decide(held)).isInstanceOf(Offer.class);
            return ((Offer) decide(held)).priority();
        }

        @ParameterizedTest
        @EnumSource
        void theReleaseSaysHowSoon(Priority priority) {
            shelf.release("new").priority(priority);
            assertThat(priorityFor(NOTHING)).isEqualTo(priority);
        }

        @Test
        void aLowerOneBecomesBlockingAtItsDeadline() {
            Shelf.Item release = shelf.release("new").priority(Priority.IDLE);
            release.deadline(Shelf.NOW.plus(Duration.ofSeconds(1)));
            assertThat(priorityFor(NOTHING)).isEqualTo(Priority.IDLE);
            release.deadline(Shelf.NOW);
            assertThat(priorityFor(NOTHING)).isEqualTo(Priority.BLOCKING);
        }

        @Test
        void aBlockingOneBetweenMakesTheOfferBlocking() {
            Shelf.Item old = shelf.release("old").priority(Priority.BLOCKING);
            Shelf.Item between = shelf.release("between").priority(Priority.BLOCKING);
            Shelf.Item late = shelf.release("late");
            shelf.release("new");
            assertThat(priorityFor(old.byJsVersion())).isEqualTo(Priority.BLOCKING);
            assertThat(priorityFor(between.byJsVersion()))
                    .as("the device's own does not lie between")
                    .isEqualTo(Priority.NORMAL);
            assertThat(priorityFor(late.byJsVersion())).isEqualTo(Priority.NORMAL);
            assertThat(priorityFor(NOTHING))
                    .as("nothing lies between for a device that has nothing")
                    .isEqualTo(Priority.NORMAL);
        }

        @Test
        void oneThatTheDeviceWouldNotHaveGotDoesNotMakeTheOfferBlocking() {
            Shelf.Item old = shelf.release("old");
            Shelf.Item between =
                    shelf.release("between").priority(Priority.BLOCKING).rollout(0);
            shelf.release("new");
            assertThat(priorityFor(old.byJsVersion())).isEqualTo(Priority.NORMAL);
            between.rollout(10_000).state(State.PAUSED);
            assertThat(priorityFor(old.byJsVersion())).isEqualTo(Priority.NORMAL);
        }

        @Test
        void aDeadlineThatPassedBetweenMakesTheOfferBlocking() {
            Shelf.Item old = shelf.release("old");
            shelf.release("between").deadline(Shelf.NOW.minus(Duration.ofDays(1)));
            shelf.release("new").priority(Priority.IDLE);
            assertThat(priorityFor(old.byJsVersion())).isEqualTo(Priority.BLOCKING);
        }
    }
}
