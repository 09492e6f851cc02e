package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class BlobPlacerTests {
    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock("2030-01-01T00:00:00Z");

    @BeforeEach
    void begin() {
        TransactionSynchronizationManager.initSynchronization();
    }

    @AfterEach
    void end() {
        TransactionSynchronizationManager.clear();
    }

    /** A sweep after each file: it takes all that nobody touched within the hour. */
    @Test
    void whatCameEarlyIsThereWhenTheLastHasCome() throws IOException {
        PatchbayHome home = new PatchbayHome(folder);
        BlobStore store = new FileSystemBlobStore(home, clock, BlobTouches.none());
        Patience patience = mock();
        when(patience.toMove(0)).thenReturn(() -> {});
        when(patience.toMove(1)).thenReturn(() -> {
            clock.advance(Duration.ofSeconds(100));
            for (BlobKey key : keys(store)) delete(store, key);
        });
        List<SpooledFile> files = new ArrayList<>();
        Spool spool = new Spool(home);
        for (byte i = 0; i < 60; i++) files.add(spool.spool(new ByteArrayInputStream(new byte[] {i})));

        new BlobPlacer(store, patience, mock(), clock).placeAll(files);

        assertThat(store.keys())
                .containsExactlyInAnyOrderElementsOf(
                        files.stream().map(SpooledFile::key).toList());
    }

    private void delete(BlobStore store, BlobKey key) {
        try {
            store.deleteUntouchedSince(key, clock.instant().minus(Duration.ofHours(1)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<BlobKey> keys(BlobStore store) {
        try {
            return store.keys();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
