package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LongestMatchTests {
    private static LongestMatch search(byte[] old, byte[] fresh) {
        Work work = Deltas.work();
        Anchors anchors = AnchorFinder.find(work, old, fresh);
        GapIndex index = new GapIndex(work, old, fresh, new Gaps(anchors, fresh.length));
        return new LongestMatch(work, old, fresh, anchors, index);
    }

    @Test
    void findsWhatASearchOfAllPositionsFinds() {
        for (int seed = 0; seed < 20; seed++) {
            byte[] old = Contents.script(seed, 3_000);
            byte[] fresh = Contents.edited(Contents.script(seed, 1_000), seed, 20);
            LongestMatch longest = search(old, fresh);
            for (int scan = 0; scan < fresh.length; scan++) {
                longest.find(scan, 0);
                int best = bruteForce(old, fresh, scan);
                if (best < GapIndex.KEY) continue;
                // what is covered by an anchor or continues well is not searched any further
                assertThat(longest.length()).isGreaterThanOrEqualTo(Math.min(best, 32));
                assertThat(Bytes.agreeing(fresh, scan, old, longest.position(), longest.length()))
                        .isEqualTo(longest.length());
            }
        }
    }

    private static int bruteForce(byte[] old, byte[] fresh, int scan) {
        int best = 0;
        for (int at = 0; at < old.length; at++) {
            best = Math.max(best, Bytes.agreeing(fresh, scan, old, at, Integer.MAX_VALUE));
        }
        return best;
    }

    @Test
    void prefersTheContinuationAmongEquals() {
        byte[] part = Contents.random(1, 20);
        byte[] old = Contents.joined(part, Contents.random(2, 50), part, Contents.random(3, 50), part);
        LongestMatch longest = search(old, part);
        longest.find(0, 70);
        assertThat(longest.length()).isEqualTo(20);
        assertThat(longest.position()).isEqualTo(70);
    }

    @Test
    void findsNothingShorterThanAKeyApartFromTheContinuation() {
        byte[] old = Contents.random(1, 100);
        byte[] fresh = Contents.joined(Arrays.copyOfRange(old, 50, 57), Contents.random(2, 50));
        LongestMatch longest = search(old, fresh);
        longest.find(0, 0);
        assertThat(longest.length()).isLessThan(7);
        LongestMatch continued = search(old, fresh);
        continued.find(0, 50);
        assertThat(continued.length()).isEqualTo(7);
    }
}
