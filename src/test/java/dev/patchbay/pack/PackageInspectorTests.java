package dev.patchbay.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageInspectorTests {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final byte[] PICTURE = {
        (byte) 0x89, 'P', 'N', 'G', (byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xff
    };

    @TempDir
    private Path folder;

    private Inspection inspect(Path file) throws IOException {
        return new PackageInspector(Clock.fixed(NOW, ZoneOffset.UTC), ZipLimits.STANDARD).inspect(file);
    }

    private Inspection inspect(byte[] bytes) throws IOException {
        return inspect(CraftedZip.write(folder, bytes));
    }

    private Inspection.ErosPackage inspectEros(CraftedZip zip) throws IOException {
        return (Inspection.ErosPackage) inspect(zip.in(folder));
    }

    private static CraftedZip files() {
        return new CraftedZip().directory("pages/").file("pages/index.js", "1").file("logo.png", PICTURE);
    }

    @Test
    void readsAnErosPackage() throws IOException {
        CraftedZip zip = files();
        Inspection.ErosPackage eros =
                inspectEros(zip.file("md5.json", CraftedManifest.of(zip).json()));
        Manifest manifest = eros.manifest();
        assertThat(manifest.appName()).isEqualTo(AppName.of("demo"));
        assertThat(manifest.versions())
                .isEqualTo(
                        Map.of(Platform.ANDROID, NativeVersion.of("1.0.0"), Platform.IOS, NativeVersion.of("1.0.1")));
        assertThat(manifest.timestamp()).isEqualTo(Instant.ofEpochMilli(1_489_983_294_137L));
        assertThat(manifest.jsPath()).isNull();
        assertThat(manifest.files())
                .extracting(Manifest.ListedFile::page)
                .containsExactly("/pages/index.js", "/logo.png");
        assertThat(manifest.jsVersion()).isEqualTo(manifest.computedJsVersion());
        assertThat(eros.warnings()).isEmpty();
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
    void takesThePackagesOfRealPackers(String packer) throws Exception {
        Inspection.ErosPackage eros = (Inspection.ErosPackage) inspect(resource(packer));
        assertThat(eros.manifest().files()).hasSize(5);
        assertThat(eros.warnings()).isEmpty();
    }

    @Test
    void takesAZipThatPythonStreamed() throws Exception {
        assertThat(inspect(resource("python-streamed"))).isInstanceOf(Inspection.PlainZip.class);
    }

    private static Path resource(String name) throws Exception {
        return Path.of(PackageInspectorTests.class
                .getResource("/pack/" + name + ".zip")
                .toURI());
    }

    @Test
    void takesVersionsThatStandInEachFile() throws IOException {
        CraftedManifest manifest = CraftedManifest.of(files())
                .with("\"android\":\"1.0.0\",\"iOS\":\"1.0.1\",", "")
                .with("{\"page\"", "{\"android\":\"2.0\",\"page\"");
        Manifest read = inspectEros(files().file("md5.json", manifest.json())).manifest();
        assertThat(read.versions()).isEqualTo(Map.of(Platform.ANDROID, NativeVersion.of("2.0")));
    }

    @Test
    void takesOnePlatformWhenTheOtherIsBlank() throws IOException {
        CraftedManifest manifest = CraftedManifest.of(files()).with("\"1.0.0\"", "\"\"");
        Manifest read = inspectEros(files().file("md5.json", manifest.json())).manifest();
        assertThat(read.versions()).containsOnlyKeys(Platform.IOS);
    }

    @Test
    void takesMembersThatPackagersAdd() throws IOException {
        CraftedManifest manifest = CraftedManifest.of(files())
                .and(
                        "\"jsPath\":\"https://cdn.example.org/js/\",\"extra\":{\"a\":[1,2.5e3,null,true,{\"b\":\"\\u00e9\"}]}")
                .with("{\"page\"", "{\"size\":1,\"page\"");
        Manifest read = inspectEros(files().file("md5.json", manifest.json())).manifest();
        assertThat(read.jsPath()).isEqualTo("https://cdn.example.org/js/");
    }

    @Test
    void takesATimestampOneDayAhead() throws IOException {
        CraftedManifest manifest =
                CraftedManifest.of(files()).with("1489983294137", Long.toString(NOW.toEpochMilli() + 86_400_000));
        assertThat(inspectEros(files().file("md5.json", manifest.json()))
                        .manifest()
                        .timestamp())
                .isEqualTo(NOW.plusSeconds(86_400));
    }

    @Test
    void doesNotMindWhatNodeMakesOfAPicture() throws IOException {
        String raw = DigestUtils.md5Hex(PICTURE);
        for (NodeText.Decoder decoder : NodeText.Decoder.values()) {
            String md5 =
                    NodeText.digest(new ByteArrayInputStream(PICTURE), decoder).md5();
            assertThat(warningsForPicture(raw, md5)).isEmpty();
        }
    }

    @Test
    void warnsOnceOfPicturesWhoseMd5NobodyCanExplain() throws IOException {
        assertThat(warningsForPicture(DigestUtils.md5Hex(PICTURE), "0".repeat(32)))
                .containsExactly(
                        "md5.json lists an md5 for 1 binary files that is neither that of their bytes nor what an"
                                + " eros packager makes of them.");
    }

    private List<String> warningsForPicture(String raw, String listed) throws IOException {
        var files = files().listed().stream()
                .map(file -> new Manifest.ListedFile(file.page(), file.md5().equals(raw) ? listed : file.md5()))
                .toList();
        return inspectEros(files().file("md5.json", CraftedManifest.of(files).json()))
                .warnings();
    }

    @Test
    void tellsHowMuchLiesDeflated() throws IOException {
        CraftedZip zip = new CraftedZip()
                .file("a", "0123456789".repeat(10))
                .stored("b", "x".repeat(100))
                .file("c", "");
        ZipSummary summary = ((Inspection.PlainZip) inspect(zip.in(folder))).summary();
        assertThat(summary.files()).isEqualTo(3);
        assertThat(summary.unpackedBytes()).isEqualTo(200);
        assertThat(summary.deflatedShare()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void takesAJsPatchZip() throws IOException {
        byte[] script = new CraftedZip().stored("main.js", "defineClass('X')").bytes();
        CraftedZip zip = new CraftedZip().file("script.zip", script).stored("key", "\u0001");
        assertThat(inspect(zip.in(folder))).isInstanceOf(Inspection.PlainZip.class);
    }

    @Test
    void aManifestInAFolderMakesNoErosPackageButAWarning() throws IOException {
        Inspection inspection =
                inspect(new CraftedZip().file("dist/md5.json", "{}").in(folder));
        assertThat(inspection).isInstanceOf(Inspection.PlainZip.class);
        assertThat(inspection.warnings()).singleElement().asString().contains("\"dist/md5.json\"");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatExceptionOfType(RefusedPackage.class)
                .isThrownBy(() -> inspect(new byte[0]))
                .satisfies(refused -> {
                    assertThat(refused.kind()).isEqualTo(RefusedPackage.Kind.EMPTY);
                    assertThat(refused.kind().slug()).isEqualTo("field-invalid");
                });
    }

    @Test
    void takesAnIntactBinaryPatchInSilence() throws IOException {
        assertThat(inspect(signed(patch()))).isEqualTo(new Inspection.OtherFile(List.of()));
    }

    @Test
    void warnsOfADamagedBinaryPatch() throws IOException {
        byte[] damaged = signed(patch());
        damaged[damaged.length - 1] ^= 1;
        assertThat(inspect(damaged).warnings())
                .singleElement()
                .asString()
                .contains("SHA-256")
                .contains("refuse");
    }

    @Test
    void warnsOfABinaryPatchWithoutDigest() throws IOException {
        assertThat(inspect(patch()).warnings()).singleElement().asString().contains("1.0.4");
    }

    private static byte[] signed(byte[] patch) {
        return ByteBuffer.allocate(32 + patch.length)
                .put(DigestUtils.sha256(patch))
                .put(patch)
                .array();
    }

    private static byte[] patch() {
        byte[] pool = ">=1.21.0ViewController".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < pool.length; i++) pool[i] ^= 0x41;
        ByteBuffer patch = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        patch.put((byte) 3).put((byte) 1).put((byte) 2).putInt(pool.length).put(pool);
        patch.put((byte) 2).putInt(0).putInt(5).put((byte) 2).putInt(5).putInt(3);
        return patch.array();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "defineClass('X', {})",
                "// PK\u0003\u0004 is how a zip begins, PK\u0005\u0006 how it ends\n",
                "{\"a\":1}"
            })
    void takesAScriptInSilence(String script) throws IOException {
        assertThat(inspect(script.repeat(40).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Inspection.OtherFile(List.of()));
    }

    @Test
    void takesRandomBytesInSilence() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(1, 5000)];
            random.nextBytes(bytes);
            assertThat(inspect(bytes).warnings()).isEmpty();
        }
    }
}
