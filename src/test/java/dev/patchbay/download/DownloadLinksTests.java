package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.SettableClock;
import dev.patchbay.download.Redemption.Expired;
import dev.patchbay.download.Redemption.Gone;
import dev.patchbay.download.Redemption.NotALink;
import dev.patchbay.download.Redemption.Redeemed;
import dev.patchbay.release.Releases;
import dev.patchbay.storage.BlobKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadLinksTests {
    private static final BlobKey BLOB = new BlobKey("0f".repeat(32));
    private static final String NAME = "3bc22fb7aaebe9c8c5d7de312b876bb8";

    private final SettableClock clock = new SettableClock("2026-11-22T11:59:00Z");
    private final DownloadSettings settings = new DownloadSettings(Duration.ofSeconds(60), null);
    private final KeyRing keys = TestKeys.ring("one");
    private final DownloadLinks links = new DownloadLinks(keys, settings, clock, new SecureRandom());
    private final SpentTokens spent = new SpentTokens(settings, mock(SpentLedger.class), clock);
    private final Releases releases = mock(Releases.class);
    private LinkRedeemer redeemer = new LinkRedeemer(keys, spent, new WithdrawnReleases(releases), clock);

    @Test
    void redeemsALinkForTheBytesItWasMadeFor() {
        Redemption redemption = once(links.oneTime(7, BLOB, Form.PLAIN, null));
        assertThat(redemption).isInstanceOfSatisfying(Redeemed.class, redeemed -> {
            assertThat(redeemed.blob()).isEqualTo(BLOB);
            assertThat(redeemed.left()).isEqualTo(Duration.ofSeconds(60));
        });
    }

    @Test
    void makesADifferentOneTimeLinkEachTime() {
        assertThat(links.oneTime(7, BLOB, Form.PLAIN, null)).isNotEqualTo(links.oneTime(7, BLOB, Form.PLAIN, null));
    }

    @Test
    void aOneTimeLinkExpiresWhenItsTimeIsOver() {
        Link link = links.oneTime(7, BLOB, Form.PLAIN, null);
        clock.advance(Duration.ofMillis(59_999));
        assertThat(once(link)).isInstanceOf(Redeemed.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(once(link)).isInstanceOf(Expired.class);
        clock.advance(Duration.ofDays(400));
        assertThat(once(link)).isInstanceOf(Expired.class);
    }

    @Test
    void aSpentLinkIsNoLinkUntilItsTimeIsOver() {
        Link link = links.oneTime(7, BLOB, Form.PLAIN, null);
        clock.advance(Duration.ofSeconds(30));
        spent.add(((Redeemed) once(link)).nonce());
        assertThat(once(link)).isInstanceOf(NotALink.class);
        clock.advance(Duration.ofMillis(29_999));
        assertThat(once(link)).isInstanceOf(NotALink.class);
        clock.advance(Duration.ofSeconds(31));
        assertThat(once(link)).isInstanceOf(Expired.class);
    }

    @Test
    void spendingOneLinkLeavesOthersToTheSameBytesAlone() {
        Link first = links.oneTime(7, BLOB, Form.PLAIN, null);
        Link second = links.oneTime(7, BLOB, Form.PLAIN, null);
        spent.add(((Redeemed) once(first)).nonce());
        assertThat(once(second)).isInstanceOf(Redeemed.class);
    }

    @Test
    void aLinkToAWithdrawnReleaseIsGone() {
        when(releases.withdrawnIds()).thenReturn(List.of(7L));
        redeemer = new LinkRedeemer(keys, spent, new WithdrawnReleases(releases), clock);
        assertThat(once(links.oneTime(7, BLOB, Form.PLAIN, null))).isInstanceOf(Gone.class);
        assertThat(once(links.oneTime(8, BLOB, Form.PLAIN, null))).isInstanceOf(Redeemed.class);
        assertThat(redeemer.redeem(links.stable(7, BLOB, Form.PLAIN, NAME).token(), NAME))
                .isInstanceOf(Gone.class);
    }

    @Test
    void givesTheSameStableLinkForTwelveHours() {
        clock.set("2026-11-22T00:00:00Z");
        Link link = links.stable(7, BLOB, Form.PLAIN, NAME);
        clock.set("2026-11-22T11:59:59.999Z");
        assertThat(links.stable(7, BLOB, Form.PLAIN, NAME)).isEqualTo(link);
        clock.set("2026-11-22T12:00:00Z");
        assertThat(links.stable(7, BLOB, Form.PLAIN, NAME)).isNotEqualTo(link);
    }

    @Test
    void anOldStableLinkWorksTwelveHoursLonger() {
        clock.set("2026-11-22T11:59:59.999Z");
        Link link = links.stable(7, BLOB, Form.PLAIN, NAME);
        clock.set("2026-11-22T23:59:59.999Z");
        assertThat(redeemer.redeem(link.token(), NAME)).isInstanceOf(Redeemed.class);
        clock.set("2026-11-23T00:00:00Z");
        assertThat(redeemer.redeem(link.token(), NAME)).isInstanceOf(Expired.class);
    }

    @Test
    void equalServersGiveEqualStableLinks() {
        DownloadLinks other = new DownloadLinks(
                TestKeys.ring("one"), new DownloadSettings(Duration.ofSeconds(5), null), clock, new SecureRandom());
        assertThat(other.stable(7, BLOB, Form.PLAIN, NAME)).isEqualTo(links.stable(7, BLOB, Form.PLAIN, NAME));
    }

    @Test
    void aStableLinkDependsOnAllItIsMadeFor() {
        Link link = links.stable(7, BLOB, Form.PLAIN, NAME);
        assertThat(links.stable(8, BLOB, Form.PLAIN, NAME)).isNotEqualTo(link);
        assertThat(links.stable(7, new BlobKey("1f".repeat(32)), Form.PLAIN, NAME))
                .isNotEqualTo(link);
        assertThat(links.stable(7, BLOB, Form.PLAIN, NAME.replace('3', '4'))).isNotEqualTo(link);
    }

    @Test
    void aStableLinkWorksUnderItsOwnNameOnly() {
        Link link = links.stable(7, BLOB, Form.PLAIN, NAME);
        assertThat(redeemer.redeem(link.token(), NAME)).isInstanceOf(Redeemed.class);
        assertThat(redeemer.redeem(link.token(), NAME.replace('3', '4'))).isInstanceOf(NotALink.class);
        assertThat(once(link)).isInstanceOf(NotALink.class);
        assertThat(redeemer.redeem(links.oneTime(7, BLOB, Form.PLAIN, null).token(), NAME))
                .isInstanceOf(NotALink.class);
    }

    @Test
    void recognisesTheOfferItMade() {
        Link link = links.oneTime(7, BLOB, Form.PLAIN, "device-1");
        clock.advance(Duration.ofDays(3));
        Offered offered = links.offered(link.offer(), "device-1").orElseThrow();
        assertThat(offered)
                .isEqualTo(new Offered(7, BLOB, Instant.parse("2026-11-22T12:00:00Z"), offered.nonce(), true));
        assertThat(links.oneTime(7, BLOB, Form.PLAIN, "device-1").offer()).isNotEqualTo(link.offer());
    }

    @Test
    void doesNotTakeAnOfferFromAnotherDevice() {
        Link link = links.oneTime(7, BLOB, Form.PLAIN, "device-1");
        assertThat(links.offered(link.offer(), "device-2")).isEmpty();
        assertThat(links.offered(link.offer(), null)).isEmpty();
    }

    @Test
    void anOfferToAnUnknownDeviceComesBackFromAnyButProvesNoDevice() {
        Link link = links.oneTime(7, BLOB, Form.PLAIN, null);
        assertThat(links.offered(link.offer(), "device-2"))
                .hasValueSatisfying(
                        offered -> assertThat(offered.toThisDevice()).isFalse());
        Link stable = links.stable(7, BLOB, Form.PLAIN, NAME);
        assertThat(links.offered(stable.offer(), null))
                .hasValueSatisfying(offered -> assertThat(offered.releaseId()).isEqualTo(7));
    }

    @Test
    void twoLinksOfOneDeviceDoNotShowThatTheyAre() {
        String first = links.oneTime(7, BLOB, Form.PLAIN, "device-1").token();
        String second = links.oneTime(7, BLOB, Form.PLAIN, "device-1").token();
        assertThat(first.substring(88, 100)).isNotEqualTo(second.substring(88, 100));
    }

    @Test
    void refusesATimeToLiveOutOfBounds() {
        for (Duration ttl : new Duration[] {
            Duration.ZERO, Duration.ofMillis(999), Duration.ofSeconds(-1), Duration.ofSeconds(3601), Duration.ofDays(9)
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new DownloadSettings(ttl, null))
                    .withMessageContaining("patchbay.download.token-ttl");
        }
    }

    private Redemption once(Link link) {
        return redeemer.redeem(link.token(), DownloadLinks.ONCE);
    }
}
