package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTests {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    bytes=0-0,                    0,  0
                    bytes=0-99,                   0, 99
                    bytes=0-100,                  0, 99
                    bytes=0-,                     0, 99
                    bytes=99-,                   99, 99
                    bytes=99-99,                 99, 99
                    bytes=40-59,                 40, 59
                    BYTES=40-59,                 40, 59
                    bytes=-1,                    99, 99
                    bytes=-100,                   0, 99
                    bytes=-101,                   0, 99
                    bytes=-99999999999999999999,  0, 99
                    bytes=5-99999999999999999999, 5, 99
                    bytes=0005-0006,              5,  6
                    'bytes= 5-6 ',                5,  6
                    'bytes=5-6,',                 5,  6
                    """)
    void readsOneRange(String header, long first, long last) {
        assertThat(Span.of(header, 100)).isEqualTo(new Span.Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5",
                "bytes=6-5",
                "bytes=--5",
                "bytes=-5-",
                "bytes 5-6",
                "bytes =5-6",
                "bytes=5 - 6",
                "bytes=+5-6",
                "bytes=0x5-6",
                "bits=5-6",
                "items=1-2",
                "bytes=٥-٦",
                "bytes=0-1,5-6",
                "bytes=0-1, -1",
                "bytes=0-1,bytes=2-3",
                "bytes=5-6x"
            })
    void leavesOutOfAccountWhatIsNotOneWellFormedRange(String header) {
        assertThat(Span.of(header, 100)).isEqualTo(new Span.Whole());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=100-100", "bytes=99999999999999999999-", "bytes=-0", "bytes=-00"})
    void seesThatARangeLiesOutside(String header) {
        assertThat(Span.of(header, 100)).isEqualTo(new Span.Outside());
    }

    @Test
    void asksForAllWithoutAHeader() {
        assertThat(Span.of(null, 100)).isEqualTo(new Span.Whole());
    }
}
