package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheapestPathTests {
    private final byte[] content = Contents.random(1, 5_000);

    private static Script decide(byte[] old, byte[] fresh) {
        Work work = Deltas.work();
        Anchors anchors = AnchorFinder.find(work, old, fresh);
        Gaps gaps = new Gaps(anchors, fresh.length);
        GapIndex index = new GapIndex(work, old, fresh, gaps);
        GapSearch search = new GapSearch(work, old, fresh, anchors, index);
        return new CheapestPath(work, old, fresh, search, new Prices(old, fresh, gaps)).find();
    }

    private static List<List<Integer>> steps(Script script) {
        List<List<Integer>> steps = new ArrayList<>();
        for (int i = 0; i < script.steps(); i++) steps.add(List.of(script.diff(i), script.extra(i), script.seek(i)));
        return steps;
    }

    @Test
    void copiesEqualContentInOneStep() {
        assertThat(steps(decide(content, content))).containsExactly(List.of(5_000, 0, 0));
    }

    @Test
    void goesOnAcrossASingleChangedByte() {
        byte[] fresh = content.clone();
        fresh[2_500]++;
        assertThat(steps(decide(content, fresh))).containsExactly(List.of(5_000, 0, 0));
    }

    @Test
    void goesOnAcrossTheSameChangeManyTimes() {
        byte[] fresh = content.clone();
        for (int at = 1_000; at < 3_000; at += 8) fresh[at] += 12;
        assertThat(steps(decide(content, fresh))).containsExactly(List.of(5_000, 0, 0));
    }

    @Test
    void insertsWhatIsNew() {
        byte[] fresh = Contents.spliced(content, 2_000, 0, Contents.random(2, 300));
        Script script = decide(content, fresh);
        assertThat(script.steps()).isEqualTo(2);
        assertThat(script.totalExtra()).isBetween(290L, 300L);
    }

    @Test
    void insertsWhatReplacesAPartOfTheSameLength() {
        byte[] fresh = Contents.spliced(content, 2_000, 300, Contents.random(2, 300));
        Script script = decide(content, fresh);
        assertThat(script.steps()).isEqualTo(2);
        assertThat(script.totalExtra()).isBetween(290L, 300L);
        assertThat(script.seek(0)).isEqualTo(script.extra(0));
    }

    @Test
    void seeksOverWhatIsGone() {
        byte[] fresh = Contents.spliced(content, 2_000, 300, new byte[0]);
        assertThat(steps(decide(content, fresh))).containsExactly(List.of(2_000, 0, 300), List.of(2_700, 0, 0));
    }

    @Test
    void seeksBackToWhatWasMoved() {
        byte[] fresh =
                Contents.joined(Arrays.copyOfRange(content, 3_000, 5_000), Arrays.copyOfRange(content, 0, 3_000));
        assertThat(steps(decide(content, fresh)))
                .containsExactly(List.of(0, 0, 3_000), List.of(2_000, 0, -5_000), List.of(3_000, 0, 0));
    }

    @Test
    void beginsAnAlignmentWhereItPaysAndNotWhereItWasFound() {
        // twelve bytes agree, one differs, then seven agree again: too few to be found, enough to be used
        byte[] part = Arrays.copyOfRange(content, 4_000, 4_200);
        part[7]++;
        byte[] fresh = Contents.joined(Contents.random(3, 500), part);
        Script script = decide(content, fresh);
        assertThat(script.totalDiff()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void insertsEverythingWhenNothingAgrees() {
        assertThat(steps(decide(new byte[1_000], Contents.periodic("abc", 1_000))))
                .containsExactly(List.of(0, 1_000, 0));
    }

    @Test
    void hasNothingToDoForAnEmptyContent() {
        assertThat(decide(content, new byte[0]).steps()).isZero();
    }

    @Test
    void coversTheNewContentExactlyAndReadsOnlyInsideTheOld() {
        for (int seed = 0; seed < 100; seed++) {
            byte[] old = seed % 3 == 0 ? Contents.random(seed, 4_000) : Contents.script(seed, 4_000);
            byte[] fresh = Contents.edited(old, seed, 100);
            Script script = decide(old, fresh);
            long position = 0;
            for (int i = 0; i < script.steps(); i++) {
                assertThat(position).isBetween(0L, (long) old.length - script.diff(i));
                position += script.diff(i) + script.seek(i);
            }
            assertThat(script.totalDiff() + script.totalExtra()).isEqualTo(fresh.length);
        }
    }
}
