package dev.patchbay.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetimestamperTests {
    private static final Instant EARLIER = Instant.parse("2010-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    private Path folder;

    private final Retimestamper retimestamper = new Retimestamper(ZipLimits.STANDARD);

    private Path retimestamp(Path in, String name) throws IOException {
        Path out = folder.resolve(name);
        retimestamper.retimestamp(in, LATER, out);
        return out;
    }

    private static Inspection.ErosPackage inspect(Path zip) throws IOException {
        return (Inspection.ErosPackage) new PackageInspector(Clock.systemUTC(), ZipLimits.STANDARD).inspect(zip);
    }

    private static Path resource(String name) throws Exception {
        return Path.of(
                RetimestamperTests.class.getResource("/pack/" + name + ".zip").toURI());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "archiver-1.3",
                "archiver-7",
                "archiver-7-stored",
                "info-zip",
                "info-zip-stored",
                "info-zip-streamed",
                "jar",
                "python"
            })
    void changesTheTimestampOfRealPackagesAndNothingElse(String packer) throws Exception {
        Path in = resource(packer);
        Path out = retimestamp(in, "newer.zip");
        Manifest before = inspect(in).manifest();
        Manifest after = inspect(out).manifest();
        assertThat(after)
                .isEqualTo(new Manifest(
                        before.appName(),
                        before.versions(),
                        before.jsVersion(),
                        LATER,
                        before.jsPath(),
                        before.files()));
        assertThat(others(out)).isEqualTo(others(in));
    }

    private static List<ZipItem> others(Path file) throws IOException {
        try (StrictZip zip = StrictZip.open(file, ZipLimits.STANDARD)) {
            return zip.items().stream()
                    .filter(item -> !item.name().equals(Manifest.NAME))
                    .toList();
        }
    }

    @Test
    void sameTimestampGivesTheSameBytes() throws Exception {
        Path first = retimestamp(resource("archiver-7"), "first.zip");
        Path second = retimestamp(resource("archiver-7"), "second.zip");
        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    void copesWithATimestampThatGetsLonger() throws IOException {
        CraftedZip zip = new CraftedZip().file("a", "1");
        CraftedManifest manifest = CraftedManifest.of(zip).with("1489983294137", "7");
        Path out = retimestamp(
                zip.file("md5.json", manifest.json())
                        .file("b", "2")
                        .directory("c/")
                        .in(folder),
                "newer.zip");
        try (StrictZip opened = StrictZip.open(out, ZipLimits.STANDARD);
                InputStream json = opened.read(opened.file("md5.json").orElseThrow())) {
            assertThat(new String(json.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(manifest.with(":7}", ":" + LATER.toEpochMilli() + "}")
                            .json());
        }
    }

    @Test
    void refusesATimestampThatIsNotLater() throws Exception {
        Path in = resource("archiver-7");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        retimestamper.retimestamp(in, Instant.ofEpochMilli(1_489_983_294_137L), folder.resolve("o")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> retimestamper.retimestamp(in, EARLIER, folder.resolve("o")));
    }

    @Test
    void refusesAZipWithoutManifest() {
        Path in = new CraftedZip().file("a", "1").in(folder);
        assertThatIllegalArgumentException().isThrownBy(() -> retimestamp(in, "o"));
    }
}
