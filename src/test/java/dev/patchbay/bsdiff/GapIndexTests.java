package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapIndexTests {
    private final byte[] old = Contents.script(1, 20_000);
    private final byte[] fresh = Contents.script(2, 3_000);

    private GapIndex index() {
        Work work = Deltas.work();
        return new GapIndex(work, old, fresh, new Gaps(new Anchors(work, fresh.length), fresh.length));
    }

    @Test
    void knowsEveryPositionOfEveryKeyAGapAsksFor() {
        GapIndex index = index();
        for (int at = 0; at <= fresh.length - GapIndex.KEY; at++) {
            long key = Bytes.eight(fresh, at);
            List<Integer> expected = new ArrayList<>();
            for (int position = 0; position <= old.length - GapIndex.KEY; position++) {
                if (Bytes.eight(old, position) == key) expected.add(position);
            }
            int bucket = index.bucket(key);
            List<Integer> found = new ArrayList<>();
            for (int i = index.start(bucket); i < index.end(bucket); i++) found.add(index.position(i));
            assertThat(found).isSorted().containsAll(expected);
        }
    }

    @Test
    void findsTheNearestPositionInABucket() {
        GapIndex index = index();
        int bucket = index.bucket(Bytes.eight(fresh, 0));
        for (int wanted = 0; wanted < old.length; wanted += 97) {
            int nearest = index.nearest(bucket, wanted);
            if (nearest < index.end(bucket)) assertThat(index.position(nearest)).isGreaterThanOrEqualTo(wanted);
            if (nearest > index.start(bucket))
                assertThat(index.position(nearest - 1)).isLessThan(wanted);
        }
    }

    @Test
    void isSmallWhenNothingIsAskedFor() {
        Work work = Deltas.work();
        Anchors all = AnchorFinder.find(work, old, old);
        GapIndex index = new GapIndex(work, old, old, new Gaps(all, old.length));
        int bucket = index.bucket(Bytes.eight(old, 0));
        assertThat(index.end(bucket) - index.start(bucket)).isZero();
    }
}
