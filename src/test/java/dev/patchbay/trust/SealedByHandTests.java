package dev.patchbay.trust;

import static dev.patchbay.trust.SealFixture.APP_KEY;
import static dev.patchbay.trust.SealFixture.SECRET;
import static dev.patchbay.trust.SealFixture.content;
import static dev.patchbay.trust.SealFixture.key;
import static dev.patchbay.trust.SealFixture.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Needed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that docs/encryption.md shows, run as they stand there. */
class SealedByHandTests {
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(hex\\(\\).*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void opensslReadsWhatWasSealed() throws Exception {
        Needed.assumeInstalled("openssl");
        byte[] plain = content(40_000);
        Files.write(folder.resolve("file.sealed"), sealed(plain));
        Matcher commands = COMMANDS.matcher(Files.readString(Path.of("docs/encryption.md")));
        assertThat(commands.find()).isTrue();

        ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", commands.group(1)).directory(folder.toFile());
        shell.environment().put("KEY", Base64.getEncoder().encodeToString(APP_KEY));
        byte[] wrapped = SECRET.dataKey(key(plain)).wrappedBy(new AppKey(1, APP_KEY));
        shell.environment().put("WRAPPED", Base64.getEncoder().encodeToString(wrapped));
        Process run = shell.redirectError(folder.resolve("errors").toFile()).start();
        byte[] out = run.getInputStream().readAllBytes();

        assertThat(run.waitFor()).as(Files.readString(folder.resolve("errors"))).isZero();
        assertThat(out).isEqualTo(plain);
    }
}
