package dev.patchbay.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.ErosZip;
import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.Platform;
import dev.patchbay.pack.Repacker;
import dev.patchbay.pack.ZipLimits;
import dev.patchbay.storage.BlobFolder;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code patchbay.packaging=stored} means for those who say nothing, and for those who ask for it. */
class UploadJudgeTests {
    private static final byte[] PATCH = "a patch, as PatchGenerator would write it".getBytes(UTF_8);

    @TempDir
    Path home;

    private BlobFolder folder;
    private UploadJudge judge;

    @BeforeEach
    void begin() throws IOException {
        folder = new BlobFolder(home);
        judge = new UploadJudge(
                new PackageInspector(Clock.systemUTC(), ZipLimits.STANDARD),
                new Repacker(ZipLimits.STANDARD),
                folder.spool());
    }

    private Upload stored(byte[] bytes, boolean insists, Platform... platforms) throws IOException {
        Terms terms = new Terms(
                Optional.empty(), Priority.NORMAL, "", Percent.ALL, false, false, Packaging.STORED, Optional.empty());
        SpooledFile file = folder.spool(bytes);
        Set<Platform> named = EnumSet.noneOf(Platform.class);
        named.addAll(Set.of(platforms));
        Optional<NativeVersion> version = named.isEmpty() ? Optional.empty() : Optional.of(NativeVersion.of("1.0.0"));
        return new Upload(AppName.of("demo"), file, named, version, terms, insists, "test");
    }

    @Test
    void whatIsNoZipIsKeptAsItIsWhereTheServerStores() throws IOException {
        Upload upload = stored(PATCH, false, Platform.IOS);
        try (Prepared prepared = judge.judge(upload)) {
            assertThat(prepared.full()).isEqualTo(upload.file());
            assertThat(prepared.packaging()).isEqualTo(Packaging.AS_IS);
        }
    }

    @Test
    void whatIsNoZipCannotBeStoredForWhoAsks() throws IOException {
        Upload upload = stored(PATCH, true, Platform.IOS);

        assertThatExceptionOfType(RefusedField.class)
                .isThrownBy(() -> judge.judge(upload))
                .withMessageContaining("only a zip can be stored");
    }

    @Test
    void aPackageIsStoredEitherWay() throws IOException {
        byte[] zip = ErosZip.of("demo", "first").bytes();
        for (boolean insists : new boolean[] {true, false}) {
            try (Prepared prepared = judge.judge(stored(zip, insists))) {
                assertThat(prepared.packaging()).isEqualTo(Packaging.STORED);
                assertThat(prepared.jsVersion()).isNotEqualTo(prepared.uploadedVersion());
            }
        }
    }
}
