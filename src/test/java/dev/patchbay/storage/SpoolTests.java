package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTests {
    @TempDir
    private Path folder;

    private PatchbayHome home;
    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        home = new PatchbayHome(folder);
        spool = new Spool(home);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 131_072, 1_000_003})
    void digestsWhatPasses(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes))) {
            assertThat(file.path()).hasBinaryContent(bytes);
            assertThat(file.size()).isEqualTo(size);
            assertThat(file.md5()).isEqualTo(DigestUtils.md5Hex(bytes));
            assertThat(file.key().sha256()).isEqualTo(DigestUtils.sha256Hex(bytes));
        }
    }

    @Test
    void collectsPiecesOfAnySize() throws IOException {
        byte[] bytes = new byte[400_000];
        new Random(1).nextBytes(bytes);
        try (SpooledFile file = spool.write(out -> {
            out.write(bytes[0]);
            out.write(bytes, 1, 70_000);
            out.flush();
            out.write(bytes, 70_001, 0);
            for (int i = 70_001; i < 200_000; i++) out.write(bytes[i]);
            out.write(bytes, 200_000, 200_000);
            out.close();
        })) {
            assertThat(file.path()).hasBinaryContent(bytes);
            assertThat(file.key().sha256()).isEqualTo(DigestUtils.sha256Hex(bytes));
        }
    }

    @Test
    void leavesNothingWhenClosed() throws IOException {
        spool.spool(new ByteArrayInputStream(new byte[10])).close();
        assertThat(underWay()).isEmpty();
    }

    @Test
    void leavesNothingWhenReadingFails() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the sender is gone");
            }
        };
        InputStream later = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), broken);
        assertThatIOException().isThrownBy(() -> spool.spool(later)).withMessage("the sender is gone");
        assertThat(underWay()).isEmpty();
    }

    @Test
    void leavesNothingWhenTheWriterFails() throws IOException {
        assertThatIllegalStateException()
                .isThrownBy(() -> spool.write(out -> {
                    out.write(1);
                    throw new IllegalStateException("refused");
                }));
        assertThat(underWay()).isEmpty();
    }

    @Test
    void adoptsAFileThatAToolWrote() throws IOException {
        Path file = spool.emptyFile();
        Files.writeString(file, "a");
        try (SpooledFile adopted = spool.adopt(file)) {
            assertThat(adopted.path()).isEqualTo(file);
            assertThat(adopted.size()).isEqualTo(1);
            assertThat(adopted.md5()).isEqualTo("0cc175b9c0f1b6a831c399e269772661");
            assertThat(adopted.key().sha256()).isEqualTo(DigestUtils.sha256Hex("a".getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(underWay()).isEmpty();
    }

    @Test
    void removesWhatACrashHasLeft() throws IOException {
        Path half = spool.emptyFile();
        SpooledFile spooled = spool.spool(new ByteArrayInputStream(new byte[10]));
        Path foreign = Files.writeString(home.temp().resolve("someone-elses"), "kept");
        new Spool(home);
        assertThat(half).doesNotExist();
        assertThat(spooled.path()).doesNotExist();
        assertThat(foreign).exists();
    }

    private List<Path> underWay() throws IOException {
        try (Stream<Path> files = Files.list(home.temp())) {
            return files.toList();
        }
    }
}
