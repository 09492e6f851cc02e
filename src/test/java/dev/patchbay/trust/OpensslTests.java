package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Needed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/trust.md, run as it is written. */
class OpensslTests extends SignedJourney {
    private static final Path DOCUMENT = Path.of("docs/trust.md");
    private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theCommandsOfTheDocumentDoWhatItSays() throws Exception {
        for (String program : new String[] {"bash", "curl", "openssl"}) Needed.assumeInstalled(program);
        String app = newApp();
        String script = BLOCK.matcher(Files.readString(DOCUMENT))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"))
                .replace("http://localhost:8080", "http://127.0.0.1:" + port())
                .replace("let-me-in", ADMIN)
                .replace("APP=demo", "APP=" + app);

        run(script);

        Path trust = folder.resolve("trust");
        Device device = new Device(
                "http://127.0.0.1:" + port(),
                app,
                Files.readAllBytes(trust.resolve("1.json")),
                folder.resolve("device"),
                clock);
        device.installed = "2.1.0";
        assertThat(device.update()).isTrue();
        assertThat(device.running()).isEqualTo(Files.readAllBytes(trust.resolve("binarypatch")));
        assertThat(device.asked).contains("/api/trust/" + app + "/keys/2.json");
    }

    private void run(String script) throws IOException, InterruptedException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        // the server under test lives in another time
        Path date = programs.resolve("date");
        Files.writeString(
                date, "#!/bin/sh\nexec /bin/date -d @" + clock.instant().getEpochSecond() + " \"$@\"\n");
        assertThat(date.toFile().setExecutable(true)).isTrue();
        Path file = Files.writeString(folder.resolve("script"), "set -euo pipefail\n" + script);
        ProcessBuilder bash = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        bash.environment().put("PATH", programs + File.pathSeparator + System.getenv("PATH"));
        Process process = bash.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("Verified OK");
    }
}
