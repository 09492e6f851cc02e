package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrailTests {
    private final byte[] content = Contents.random(1, 1_000);
    private final Work work = Deltas.work();
    private final Prices prices =
            new Prices(content, content, new Gaps(new Anchors(work, content.length), content.length));

    @Test
    void tellsOnePathFromItsBeginningAndLeavesTheOthersOut() {
        Trail trail = new Trail(work);
        int first = trail.add(0, 100, 5, 110);
        trail.add(0, 90, 7, 95);
        int second = trail.add(first, 200, -3, 200);
        ScriptBuilder script = new ScriptBuilder(work, prices, content.length);
        trail.tell(second, script);
        Script told = script.finish(900);
        assertThat(told.steps()).isEqualTo(3);
        assertThat(told.diff(0)).isEqualTo(100);
        assertThat(told.extra(0)).isEqualTo(10);
        assertThat(told.seek(0)).isEqualTo(15);
        assertThat(told.diff(1)).isEqualTo(90);
        assertThat(told.seek(1)).isEqualTo(-8);
        assertThat(told.diff(2)).isEqualTo(700);
        assertThat(told.extra(2)).isEqualTo(100);
    }

    @Test
    void hasRoomAgainAfterARestart() {
        Trail trail = new Trail(work);
        while (!trail.isFull(9)) trail.add(0, 0, 0, 0);
        trail.restart(1, 2);
        assertThat(trail.isFull(9)).isFalse();
        assertThat(trail.offset(0)).isEqualTo(1);
    }
}
