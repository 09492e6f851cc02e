package dev.patchbay.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepackerTests {
    @TempDir
    private Path folder;

    private final Repacker repacker = new Repacker(ZipLimits.STANDARD);
    private Path out;

    private Repacker.Repacked repack(CraftedZip zip) throws IOException {
        out = folder.resolve("stored.zip");
        return repacker.repack(zip.in(folder), out);
    }

    private static CraftedZip files() {
        return new CraftedZip()
                .file("pages/z.js", "z".repeat(1000))
                .directory("pages/")
                .file("logo.png", new byte[] {(byte) 0x89, 0, (byte) 0xff})
                .file("pages/\u9996\u9875.js", "2");
    }

    private static CraftedZip eros() {
        return files().file(
                        "md5.json",
                        CraftedManifest.of(files())
                                .and("\"extra\" : [1.50, \"\\u00e9\"]")
                                .json());
    }

    private static String text(Path zip, String name) throws IOException {
        try (StrictZip opened = StrictZip.open(zip, ZipLimits.STANDARD);
                InputStream content = opened.read(opened.file(name).orElseThrow())) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Inspection.ErosPackage inspect(Path zip) throws IOException {
        return (Inspection.ErosPackage) new PackageInspector(Clock.systemUTC(), ZipLimits.STANDARD).inspect(zip);
    }

    @Test
    void storesTheFilesSortedByName() throws IOException {
        repack(eros());
        try (StrictZip zip = StrictZip.open(out, ZipLimits.STANDARD)) {
            assertThat(zip.items())
                    .extracting(ZipItem::name)
                    .containsExactly("logo.png", "md5.json", "pages/z.js", "pages/\u9996\u9875.js", "patchbay.stored");
            assertThat(zip.items()).noneMatch(ZipItem::deflated);
        }
        assertThat(text(out, "pages/z.js")).isEqualTo("z".repeat(1000));
    }

    @Test
    void listsTheMarkerAndLeavesTheRestOfTheManifestAsItWas() throws IOException {
        Repacker.Repacked repacked = repack(eros());
        assertThat(text(out, "patchbay.stored")).isEqualTo("stored by Patchbay\n");
        String before = CraftedManifest.of(files())
                .and("\"extra\" : [1.50, \"\\u00e9\"]")
                .json();
        String marker =
                ",{\"page\":\"/patchbay.stored\",\"md5\":\"" + DigestUtils.md5Hex("stored by Patchbay\n") + "\"}]";
        assertThat(text(out, "md5.json"))
                .isEqualTo(before.replace("],\"android\"", marker + ",\"android\"")
                        .replace(
                                repacked.originalJsVersion().hex(),
                                repacked.jsVersion().hex()));
    }

    @Test
    void givesTheStoredPackageAJsVersionOfItsOwn() throws IOException {
        Repacker.Repacked repacked = repack(eros());
        Manifest manifest = inspect(out).manifest();
        assertThat(repacked.originalJsVersion()).isNotEqualTo(repacked.jsVersion());
        assertThat(manifest.jsVersion()).isEqualTo(repacked.jsVersion()).isEqualTo(manifest.computedJsVersion());
        assertThat(manifest.timestamp()).isEqualTo(Instant.ofEpochMilli(1_489_983_294_137L));
    }

    @Test
    void findsThePlacesToChangeWhateverTheirOrder() throws IOException {
        JsVersion jsVersion = JsVersion.ofListed(List.of("c4ca4238a0b923820dcc509a6f75849b"));
        String json = "\n{ \"jsVersion\" :\t\"" + jsVersion
                + "\",\"timestamp\"  : 0 , \"appName\":\"\\u0064emo\", \"x\":\"]\","
                + "\"iOS\":\"1\",\"filesMd5\":[ {\"md5\":\"c4ca4238a0b923820dcc509a6f75849b\",\"page\":\"/a\"}\n]}";
        repack(new CraftedZip().file("a", "1").file("md5.json", json));
        assertThat(inspect(out).manifest().files()).hasSize(2);
        new Retimestamper(ZipLimits.STANDARD).retimestamp(out, Instant.ofEpochMilli(12), folder.resolve("newer.zip"));
        assertThat(inspect(folder.resolve("newer.zip")).manifest().timestamp()).isEqualTo(Instant.ofEpochMilli(12));
    }

    @Test
    void sameFilesGiveTheSameBytesHoweverTheyWerePacked() throws IOException {
        repack(eros());
        byte[] first = Files.readAllBytes(out);
        String json = CraftedManifest.of(files())
                .and("\"extra\" : [1.50, \"\\u00e9\"]")
                .json();
        repack(new CraftedZip()
                .stored("md5.json", json)
                .file("pages/\u9996\u9875.js", "2")
                .described(true)
                .file("logo.png", new byte[] {(byte) 0x89, 0, (byte) 0xff})
                .stored("pages/z.js", "z".repeat(1000))
                .with(entry -> entry.time = 7));
        assertThat(out).hasBinaryContent(first);
    }

    @Test
    void storingWhatIsStoredChangesNothing() throws IOException {
        Repacker.Repacked first = repack(eros());
        Path again = folder.resolve("again.zip");
        Repacker.Repacked second = repacker.repack(out, again);
        assertThat(again).hasSameBinaryContentAs(out);
        assertThat(second).isEqualTo(new Repacker.Repacked(first.jsVersion(), first.jsVersion()));
    }

    @Test
    void storingWhatWasStoredAndGivenANewerTimestampChangesNothing() throws IOException {
        repack(eros());
        Path newer = folder.resolve("newer.zip");
        new Retimestamper(ZipLimits.STANDARD).retimestamp(out, Instant.ofEpochMilli(1_600_000_000_000L), newer);
        Path again = folder.resolve("again.zip");
        repacker.repack(newer, again);
        assertThat(again).hasSameBinaryContentAs(newer);
    }

    @Test
    void refusesAStoredPackageThatWasPackedAgain() {
        CraftedZip zip = files().file("patchbay.stored", "stored by Patchbay\n");
        zip.file("md5.json", CraftedManifest.of(zip).json());
        assertThatExceptionOfType(RefusedPackage.class)
                .isThrownBy(() -> repack(zip))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(RefusedPackage.Kind.MANIFEST_MISMATCH));
    }

    @Test
    void refusesAPackageWithTheMarkersNameInAnotherCase() {
        CraftedZip zip = files().file("Patchbay.stored", "x");
        zip.file("md5.json", CraftedManifest.of(zip).json());
        assertThatExceptionOfType(RefusedPackage.class)
                .isThrownBy(() -> repack(zip))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(RefusedPackage.Kind.UNSAFE_PATH));
    }

    @Test
    void givesOtherZipsNoMarker() throws IOException {
        Repacker.Repacked repacked = repack(files());
        try (StrictZip zip = StrictZip.open(out, ZipLimits.STANDARD)) {
            assertThat(zip.files()).hasSize(3);
        }
        assertThat(repacked.jsVersion().hex()).isEqualTo(DigestUtils.md5Hex(Files.readAllBytes(out)));
        assertThat(repacked.originalJsVersion().hex()).isEqualTo(DigestUtils.md5Hex(files().bytes()));
    }

    @Test
    void refusesWhatIsNoZip() {
        assertThatExceptionOfType(RefusedPackage.class)
                .isThrownBy(() -> repacker.repack(
                        CraftedZip.write(folder, "text".getBytes(StandardCharsets.US_ASCII)), folder.resolve("o")));
    }

    /** So that another build of Java or of this program does not quietly give all packages other bytes. */
    @Test
    void theStoredFormIsWhatItWas() throws IOException {
        repack(eros());
        assertThat(DigestUtils.sha256Hex(Files.readAllBytes(out)))
                .isEqualTo("2fc342ef5bb7b4ad58e81498112169fe4fc2e00db4b8fc95db000427b2834ebd");
    }
}
