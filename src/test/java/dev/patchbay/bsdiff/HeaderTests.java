package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeaderTests {
    @Test
    void readsWhatItWrote() throws CorruptDelta {
        Header header = new Header(10, 20, 1L << 40);
        assertThat(Header.of(header.bytes())).isEqualTo(header);
    }

    @Test
    void refusesAnotherMagic() {
        byte[] bytes = new Header(1, 2, 3).bytes();
        bytes[7] = '1';
        assertThatThrownBy(() -> Header.of(bytes)).isInstanceOf(CorruptDelta.class);
    }

    @Test
    void refusesTooFewBytes() {
        byte[] bytes = Arrays.copyOf(new Header(1, 2, 3).bytes(), 31);
        assertThatThrownBy(() -> Header.of(bytes)).isInstanceOf(CorruptDelta.class);
    }

    @Test
    void refusesNegativeLengths() {
        assertThatThrownBy(() -> Header.of(new Header(-1, 2, 3).bytes())).isInstanceOf(CorruptDelta.class);
        assertThatThrownBy(() -> Header.of(new Header(1, -2, 3).bytes())).isInstanceOf(CorruptDelta.class);
        assertThatThrownBy(() -> Header.of(new Header(1, 2, -3).bytes())).isInstanceOf(CorruptDelta.class);
    }
}
