package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

class UnreadableSettingsAnalyzerTests {
    /** As the server's start reads them. */
    private static String said(byte[] settings) {
        Throwable failure =
                catchThrowable(() -> new YamlPropertySourceLoader().load("test", new ByteArrayResource(settings)));
        return new UnreadableSettingsAnalyzer().analyze(failure).getDescription();
    }

    private static String said(String settings) {
        return said(settings.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theLineIsTold() {
        assertThat(said("patchbay:\n  packaging: [\n")).contains("in line 3, column 1", "config/application.yml");
        assertThat(said("patchbay:\n\tpackaging: stored\n")).contains("in line 2, column 1");
        assertThat(said("a: 1\na: 2\n")).contains("duplicate key", "in line 2");
    }

    @Test
    void whatIsNoTextIsCalledSo() {
        assertThat(said(new byte[] {'a', ':', ' ', 0, '\n'})).contains("no text");
    }
}
