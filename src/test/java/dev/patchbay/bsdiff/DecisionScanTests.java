package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionScanTests {
    private final byte[] content = Contents.random(1, 5_000);

    private static Script decide(byte[] old, byte[] fresh) {
        Work work = Deltas.work();
        Anchors anchors = AnchorFinder.find(work, old, fresh);
        GapIndex index = new GapIndex(work, old, fresh, new Gaps(anchors, fresh.length));
        LongestMatch longest = new LongestMatch(work, old, fresh, anchors, index);
        return new DecisionScan(work, old, fresh, longest, 8).run();
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
    void insertsWhatIsNew() {
        byte[] fresh = Contents.spliced(content, 2_000, 0, Contents.random(2, 300));
        Script script = decide(content, fresh);
        assertThat(script.steps()).isEqualTo(2);
        assertThat(script.totalExtra()).isBetween(290L, 300L);
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
    void insertsEverythingWhenNothingAgrees() {
        assertThat(steps(decide(new byte[1_000], Contents.periodic("abc", 1_000))))
                .containsExactly(List.of(0, 1_000, 0));
    }

    @Test
    void hasNothingToDoForAnEmptyContent() {
        assertThat(decide(content, new byte[0]).steps()).isZero();
    }
}
