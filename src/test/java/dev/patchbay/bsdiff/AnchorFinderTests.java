package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnchorFinderTests {
    private final byte[] content = Contents.random(1, 10_000);

    private static Anchors find(byte[] old, byte[] fresh) {
        return AnchorFinder.find(Deltas.work(), old, fresh);
    }

    @Test
    void coversEqualContentsWithOneAnchor() {
        Anchors anchors = find(content, content);
        assertThat(anchors.count()).isOne();
        assertThat(anchors.fresh(0)).isZero();
        assertThat(anchors.old(0)).isZero();
        assertThat(anchors.length(0)).isEqualTo(content.length);
    }

    @Test
    void extendsBothWaysAcrossTheBlockBoundaries() {
        byte[] fresh = Contents.joined(
                Contents.random(2, 500), Arrays.copyOfRange(content, 1001, 1101), Contents.random(3, 500));
        Anchors anchors = find(content, fresh);
        assertThat(anchors.count()).isOne();
        assertThat(anchors.fresh(0)).isEqualTo(500);
        assertThat(anchors.old(0)).isEqualTo(1001);
        assertThat(anchors.length(0)).isEqualTo(100);
    }

    @Test
    void leavesShortMatchesToTheGapSearch() {
        byte[] fresh = Contents.joined(
                Contents.random(2, 500), Arrays.copyOfRange(content, 1024, 1024 + 63), Contents.random(3, 500));
        assertThat(find(content, fresh).count()).isZero();
    }

    @Test
    void takesTheLongestOfSeveralCopies() {
        byte[] shared = Arrays.copyOfRange(content, 0, 200);
        byte[] old = Contents.joined(
                Contents.random(6, 32),
                Arrays.copyOf(shared, 100),
                Contents.random(4, 28),
                shared,
                Contents.random(5, 24),
                shared);
        Anchors anchors = find(old, shared);
        assertThat(anchors.count()).isOne();
        assertThat(anchors.length(0)).isEqualTo(200);
    }

    @Test
    void keepsTheAlignmentBehindAChangedByte() {
        byte[] old = Contents.periodic("twenty bytes period.", 4000);
        byte[] fresh = old.clone();
        fresh[2000]++;
        Anchors anchors = find(old, fresh);
        assertThat(anchors.count()).isEqualTo(2);
        assertThat(anchors.old(1)).isEqualTo(2001);
        assertThat(anchors.fresh(1)).isEqualTo(2001);
    }

    @Test
    void givesAnchorsThatMatchInOrderAndApart() {
        for (int seed = 0; seed < 50; seed++) {
            byte[] old = Contents.script(seed, 20_000);
            byte[] fresh = Contents.edited(old, seed, 30);
            Anchors anchors = find(old, fresh);
            assertThat(anchors.count()).isPositive();
            int end = 0;
            for (int i = 0; i < anchors.count(); i++) {
                assertThat(anchors.fresh(i)).isGreaterThanOrEqualTo(end);
                assertThat(Arrays.equals(
                                fresh,
                                anchors.fresh(i),
                                anchors.end(i),
                                old,
                                anchors.old(i),
                                anchors.old(i) + anchors.length(i)))
                        .isTrue();
                end = anchors.end(i);
            }
            assertThat(end).isLessThanOrEqualTo(fresh.length);
        }
    }

    @Test
    void findsNothingInContentsShorterThanABlock() {
        assertThat(find(new byte[31], new byte[31]).count()).isZero();
        assertThat(find(new byte[0], content).count()).isZero();
        assertThat(find(content, new byte[0]).count()).isZero();
    }
}
