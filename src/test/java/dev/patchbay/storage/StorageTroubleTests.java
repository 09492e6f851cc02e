package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class StorageTroubleTests {
    @Test
    void isFoundUnderWhateverWrapsIt() {
        IOException full = new IOException("No space left on device");
        assertThat(StorageTrouble.in(new RuntimeException(new SQLException("writing failed", full))))
                .contains(StorageTrouble.FULL);
        assertThat(StorageTrouble.in(new FileSystemException("/a", null, "Read-only file system")))
                .contains(StorageTrouble.READ_ONLY);
        assertThat(StorageTrouble.in(new FileSystemException("/a", null, "Too many open files")))
                .contains(StorageTrouble.TOO_MANY_FILES);
        assertThat(StorageTrouble.in(new IOException("Input/output error"))).contains(StorageTrouble.FAILED);
    }

    @Test
    void isNotGuessedFromNamesOrOtherErrors() {
        assertThat(StorageTrouble.in(new AccessDeniedException("/No space left on device")))
                .isEmpty();
        assertThat(StorageTrouble.in(new IllegalStateException("No space left on device")))
                .isEmpty();
        assertThat(StorageTrouble.in(new IOException("connection reset"))).isEmpty();
    }
}
