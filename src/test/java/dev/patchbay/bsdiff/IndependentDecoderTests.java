package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IndependentDecoderTests {
    @Test
    void appliesADelta() throws IOException {
        assertThat(Deltas.applyByJbsdiff(Golden.old("edited-text"), Golden.delta("edited-text")))
                .isEqualTo(Golden.fresh("edited-text"));
    }

    @Test
    void refusesWhatIsNoDelta() {
        assertThatThrownBy(() -> Deltas.applyByJbsdiff(new byte[10], Contents.random(1, 100)))
                .isInstanceOf(CorruptDelta.class);
        assertThatThrownBy(() -> Deltas.applyByJbsdiff(new byte[10], new byte[0]))
                .isInstanceOf(CorruptDelta.class);
    }

    @Test
    void refusesATruncatedDelta() throws IOException {
        byte[] truncated = Arrays.copyOf(Golden.delta("edited-text"), 150);
        assertThatThrownBy(() -> Deltas.applyByJbsdiff(Golden.old("edited-text"), truncated))
                .isInstanceOf(CorruptDelta.class);
    }

    @Test
    void refusesAnImpossibleSizeBeforeItAllocates() {
        byte[] delta = new Header(0, 0, Long.MAX_VALUE).bytes();
        assertThatThrownBy(() -> Deltas.applyByJbsdiff(new byte[10], delta)).isInstanceOf(CorruptDelta.class);
    }
}
