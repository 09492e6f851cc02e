package dev.patchbay.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.patchbay.pack.AppName;
import dev.patchbay.plan.PlanTransfer;
import dev.patchbay.release.ReleaseTransfer;
import dev.patchbay.storage.Durability;
import dev.patchbay.trust.TrustTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;

/** What is tried again. {@link ArchiveTests} has the rest. */
class AppImporterTests {
    private final ArchiveReader reader = mock();
    private final ReleaseTransfer releases = mock();
    private final TrustTransfer trust = mock();
    private final AppImporter importer = new AppImporter(
            reader,
            releases,
            new AppEntry(releases, trust, mock(PlanTransfer.class), mock(ApplicationEventPublisher.class)),
            mock(Durability.class));

    @BeforeEach
    void read() throws IOException {
        AppName name = AppName.of("demo");
        Listed list = new Listed(Listed.FORMAT, name.text(), Instant.EPOCH, null, List.of(), List.of());
        when(reader.read(any())).thenReturn(new ArchivedApp(name, list, Map.of(), Map.of()));
    }

    @Test
    void anAppThatWasMadeAtTheSameMomentIsThereAtTheSecondTry() throws IOException {
        when(releases.enter(any(), any(), any()))
                .thenThrow(mock(ReleaseTransfer.MadeMeanwhile.class))
                .thenReturn(new ReleaseTransfer.Entered(Map.of(), List.of(), Set.of()));
        assertThat(importer.take(InputStream.nullInputStream()).created()).isEmpty();
        verify(releases, times(2)).enter(any(), any(), any());
    }

    @Test
    void onceFilesWereStoredNothingIsTriedAgainWithoutThem() {
        when(releases.enter(any(), any(), any()))
                .thenReturn(new ReleaseTransfer.Entered(Map.of(), List.of(), Set.of()));
        when(trust.enterKeys(any(), any())).thenThrow(new DataIntegrityViolationException("there already"));
        assertThatThrownBy(() -> importer.take(InputStream.nullInputStream()))
                .isInstanceOf(DataIntegrityViolationException.class);
        verify(releases, times(1)).enter(any(), any(), any());
    }
}
