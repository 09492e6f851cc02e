package dev.patchbay.pack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Fuzzing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes, the readers of packages take it or refuse it in their own words. */
class PackFuzzTests {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Path FILE = newFile();
    private static final PackageInspector INSPECTOR = new PackageInspector(
            Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC),
            new ZipLimits(1000, 1 << 20, 200, 1 << 16, 512, 32));

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("fuzz-", ".zip");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also what Jazzer calls. */
    @SuppressWarnings("UnusedException")
    static void zip(byte[] input) throws IOException {
        try {
            INSPECTOR.inspect(Files.write(FILE, input));
        } catch (RefusedPackage refused) {
            assertThat(refused.getMessage()).matches("[\\x20-\\x7e]{1,300}");
        }
    }

    static void manifest(byte[] input) {
        try {
            ManifestReader.read(new String(input, UTF_8));
        } catch (RefusedPackage refused) {
            assertThat(refused.getMessage()).matches("[\\x20-\\x7e]{1,300}");
        }
    }

    @SuppressWarnings("UnusedException")
    static void version(byte[] input) {
        try {
            NativeVersion version = NativeVersion.of(new String(input, ISO_8859_1));
            assertThat(NativeVersion.of(version.toString())).isEqualByComparingTo(version);
            assertThat(NativeVersion.of(version.canonical())).isEqualByComparingTo(version);
        } catch (IllegalArgumentException refused) {
            return;
        }
    }

    @Test
    void zips() {
        assertThat(new Fuzzing("/pack", 1).feed(PackFuzzTests::zip, SHORT)).isPositive();
    }

    @Test
    void manifests() {
        assertThat(new Fuzzing("/fuzz/manifest", 2).feed(PackFuzzTests::manifest, SHORT))
                .isPositive();
    }

    @Test
    void versions() {
        assertThat(new Fuzzing("/fuzz/version", 3).feed(PackFuzzTests::version, SHORT))
                .isPositive();
    }

    @Test
    @Tag("long")
    void zipsForLong() {
        assertThat(new Fuzzing("/pack", System.nanoTime()).feed(PackFuzzTests::zip, LONG))
                .isPositive();
    }

    @Test
    @Tag("long")
    void manifestsForLong() {
        assertThat(new Fuzzing("/fuzz/manifest", System.nanoTime()).feed(PackFuzzTests::manifest, LONG))
                .isPositive();
    }

    @Test
    @Tag("long")
    void versionsForLong() {
        assertThat(new Fuzzing("/fuzz/version", System.nanoTime()).feed(PackFuzzTests::version, LONG))
                .isPositive();
    }
}
