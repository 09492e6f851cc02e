package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CodecsTests {
    private static final EncodingSettings ALL =
            new EncodingSettings(EnumSet.allOf(Coding.class), 10, Duration.ofMinutes(1));

    @Test
    void makesDoWithGzipWhereTheHostLacksTheLibrariesAndSaysSoOnce(CapturedOutput log) {
        Codecs codecs = new Codecs(ALL, coding -> {
            if (coding == Coding.GZIP) return new GzipCodec();
            throw new UnsatisfiedLinkError("no such library here\nand more about it");
        });
        assertThat(codecs.codings()).containsExactly(Coding.GZIP);
        assertThat(codecs.of(Coding.BR)).isEmpty();
        assertThat(log.getAll().lines().filter(line -> line.contains("no such library here")))
                .hasSize(1)
                .allMatch(line -> line.contains("br") && line.contains("zstd"));
    }

    @Test
    void makesWhatIsWantedHere() {
        assertThat(new Codecs(ALL).codings()).containsExactly(Coding.values());
        assertThat(new Codecs(new EncodingSettings(EnumSet.of(Coding.ZSTD), 10, Duration.ofMinutes(1))).codings())
                .containsExactly(Coding.ZSTD);
    }
}
