package dev.patchbay.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrictZipTests {
    @TempDir
    private Path folder;

    private StrictZip open(CraftedZip zip) throws IOException {
        return StrictZip.open(zip.in(folder), ZipLimits.STANDARD);
    }

    private static String text(StrictZip zip, String name) throws IOException {
        try (InputStream content = zip.read(zip.file(name).orElseThrow())) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsWhatJavaWrites() throws IOException {
        Path file = folder.resolve("java.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry("deflated directory/"));
            out.putNextEntry(new ZipEntry("pages/\u9996\u9875.js"));
            out.write("content".getBytes(StandardCharsets.UTF_8));
            ZipEntry stored = new ZipEntry("stored");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(1);
            CRC32 crc = new CRC32();
            crc.update('x');
            stored.setCrc(crc.getValue());
            out.putNextEntry(stored);
            out.write('x');
            out.putNextEntry(new ZipEntry("empty"));
        }
        try (StrictZip zip = StrictZip.open(file, ZipLimits.STANDARD)) {
            assertThat(zip.items())
                    .extracting(ZipItem::name)
                    .containsExactly("deflated directory/", "pages/\u9996\u9875.js", "stored", "empty");
            assertThat(text(zip, "pages/\u9996\u9875.js")).isEqualTo("content");
            assertThat(text(zip, "stored")).isEqualTo("x");
            assertThat(text(zip, "empty")).isEmpty();
        }
    }

    @Test
    void takesAllFormsOfDataDescriptors() throws IOException {
        CraftedZip zip = new CraftedZip()
                .file("deflated", "content")
                .described(true)
                .file("deflated and bare", "content")
                .described(false)
                .stored("stored", "content")
                .described(true)
                .stored("stored and bare", "content")
                .described(false)
                .directory("directory/")
                .described(true);
        try (StrictZip opened = open(zip)) {
            assertThat(text(opened, "stored and bare")).isEqualTo("content");
            assertThat(opened.files()).hasSize(4);
        }
    }

    @Test
    void takesLocalSumsThatAreKnownBeforeTheDescriptor() throws IOException {
        CraftedZip zip = new CraftedZip().file("a", "content").described(true);
        zip.with(entry -> entry.before = new byte[0]).local(CraftedZip.LOCAL_SIZE, 4, 7);
        try (StrictZip opened = open(zip)) {
            assertThat(text(opened, "a")).isEqualTo("content");
        }
    }

    @Test
    void takesWhatMacOsWrites() throws IOException {
        CraftedZip zip = new CraftedZip()
                .directory("pages/")
                .with(entry -> macOs(entry, 0))
                .file("pages/\u9996\u9875.js", "content")
                .described(true)
                .with(entry -> macOs(entry, 8));
        try (StrictZip opened = open(zip)) {
            assertThat(text(opened, "pages/\u9996\u9875.js")).isEqualTo("content");
        }
    }

    /** No UTF-8 flag, times and owner in a field that is longer locally. */
    private static void macOs(CraftedZip.Entry entry, int flags) {
        entry.madeBy = 3 << 8 | 21;
        entry.flags = flags;
        entry.localExtra = CraftedZip.extra(0x5855, new byte[12]);
        entry.centralExtra = CraftedZip.extra(0x5855, new byte[8]);
    }

    @Test
    void takesASecondNameThatIsTheFirst() throws IOException {
        byte[] field = CraftedZip.extra(0x7075, (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 'a');
        try (StrictZip zip = open(new CraftedZip().file("a", "x").with(entry -> entry.centralExtra = field))) {
            assertThat(zip.file("a")).isPresent();
        }
    }

    @Test
    void takesADirectoryOrderThatIsNotThatOfTheEntries() throws IOException {
        byte[] bytes = new CraftedZip().stored("a", "1").stored("b", "2").bytes();
        int directory = 2 * 32;
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, directory, swapped, directory + 47, 47);
        System.arraycopy(bytes, directory + 47, swapped, directory, 47);
        try (StrictZip zip = StrictZip.open(CraftedZip.write(folder, swapped), ZipLimits.STANDARD)) {
            assertThat(zip.files()).extracting(ZipItem::name).containsExactly("b", "a");
            assertThat(text(zip, "a")).isEqualTo("1");
        }
    }

    @Test
    void takesRepetitiveContentsOfOrdinarySize() throws IOException {
        try (StrictZip zip =
                open(new CraftedZip().zeros("zeros", 8 << 20).file("table", "0,0,0,1\n".repeat(100_000)))) {
            assertThat(zip.files()).hasSize(2);
        }
    }

    @Test
    void takesNamesAtTheirLimits() throws IOException {
        String deep = "d/".repeat(31) + "f";
        String widest = "w".repeat(255) + "/" + "w".repeat(255);
        try (StrictZip zip = open(new CraftedZip()
                .file(deep, "x")
                .file(widest, "x")
                .file(".hidden", "x")
                .file("a b~1..c", "x"))) {
            assertThat(zip.files()).hasSize(4);
        }
    }

    @Test
    void keepsToTheLimitsThatItIsGiven() {
        Path file = new CraftedZip().stored("a", "12345").stored("b", "12345").in(folder);
        assertThatThrownBy(() -> StrictZip.open(file, new ZipLimits(1, 100, 10, 100, 100, 10)))
                .hasMessage("the zip has 2 entries, more than 1");
        assertThatThrownBy(() -> StrictZip.open(file, new ZipLimits(2, 9, 10, 100, 100, 10)))
                .hasMessage("the zip unpacks to more than 9 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> new ZipLimits(0, 9, 10, 100, 100, 10));
    }

    @Test
    void readsSeveralFilesAtOnce() throws IOException {
        String longer = "0123456789".repeat(10_000);
        try (StrictZip zip = open(new CraftedZip().file("a", longer).stored("b", longer));
                InputStream a = zip.read(zip.file("a").orElseThrow());
                InputStream b = zip.read(zip.file("b").orElseThrow())) {
            for (int i = 0; i < longer.length(); i++) {
                assertThat(a.read()).isEqualTo(longer.charAt(i));
                assertThat(b.read()).isEqualTo(longer.charAt(i));
            }
            assertThat(List.of(a.read(), b.read(), a.read(), b.read())).containsOnly(-1);
        }
    }

    @Test
    void findsOnlyFilesByExactlyTheirName() throws IOException {
        try (StrictZip zip = open(new CraftedZip().directory("d/").file("d/a", "x"))) {
            assertThat(zip.file("d/a")).contains(new ZipItem("d/a", true, 1, 3, 0x8cdc1683L));
            assertThat(zip.file("d/")).isEmpty();
            assertThat(zip.file("/d/a")).isEmpty();
            assertThat(zip.file("D/a")).isEmpty();
        }
    }

    @Test
    void doesNotReadAnotherZipsEntries() throws IOException {
        try (StrictZip zip = open(new CraftedZip().file("a", "x"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> zip.read(new ZipItem("a", true, 2, 3, 0)))
                    .withMessage("not an entry of this zip: \"a\"");
        }
    }
}
