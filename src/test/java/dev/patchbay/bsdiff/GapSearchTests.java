package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GapSearchTests {
    private static GapSearch search(byte[] old, byte[] fresh) {
        Work work = Deltas.work();
        Anchors anchors = AnchorFinder.find(work, old, fresh);
        GapIndex index = new GapIndex(work, old, fresh, new Gaps(anchors, fresh.length));
        return new GapSearch(work, old, fresh, anchors, index);
    }

    @Test
    void findsWhatASearchOfAllPositionsFinds() {
        for (int seed = 0; seed < 20; seed++) {
            byte[] old = Contents.random(seed, 3_000);
            byte[] fresh = Contents.edited(Arrays.copyOf(old, 1_000), seed, 60);
            GapSearch search = search(old, fresh);
            for (int at = 0; at < fresh.length; at++) {
                search.find(at, at);
                int best = bruteForce(old, fresh, at);
                if (best < GapIndex.KEY) continue;
                assertThat(search.length()).isEqualTo(best);
                assertThat(Bytes.agreeing(fresh, at, old, search.position(), best))
                        .isEqualTo(best);
            }
        }
    }

    private static int bruteForce(byte[] old, byte[] fresh, int at) {
        int best = 0;
        for (int position = 0; position < old.length; position++) {
            best = Math.max(best, Bytes.agreeing(fresh, at, old, position, Integer.MAX_VALUE));
        }
        return best;
    }

    @Test
    void takesTheNearestOfManyEquals() {
        byte[] part = "a nearby one".getBytes();
        byte[] old = new byte[100 * 50];
        for (int i = 0; i < 100; i++) System.arraycopy(part, 0, old, i * 50, part.length);
        byte[] fresh = Contents.joined(Contents.random(1, 20), part, Contents.random(2, 20));
        GapSearch search = search(old, fresh);
        search.find(20, 3_010);
        assertThat(search.length()).isEqualTo(part.length);
        assertThat(search.position()).isEqualTo(3_000);
    }

    @Test
    void answersWithTheRestOfTheAnchorInsideOne() {
        byte[] old = Contents.random(1, 1_000);
        GapSearch search = search(old, Arrays.copyOfRange(old, 100, 400));
        search.find(120, 0);
        assertThat(search.length()).isEqualTo(180);
        assertThat(search.position()).isEqualTo(220);
    }

    @Test
    void findsNothingShorterThanAKey() {
        byte[] old = Contents.random(1, 100);
        byte[] fresh = Contents.joined(Arrays.copyOfRange(old, 50, 57), Contents.random(2, 50));
        GapSearch search = search(old, fresh);
        search.find(0, 50);
        assertThat(search.length()).isZero();
    }
}
