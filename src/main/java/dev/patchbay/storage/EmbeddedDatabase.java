package dev.patchbay.storage;

import java.nio.file.Path;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * An H2 file. WRITE_DELAY=0 writes each commit out at once: with H2's default of 500 ms a kill loses acknowledged commits.
 * DB_CLOSE_ON_EXIT=FALSE leaves closing to the connection pool, which Spring stops in order.
 *
 * @param file without its ending
 */
record EmbeddedDatabase(Path file) implements JdbcConnectionDetails {
    static final String NAME = "patchbay";

    /**
     * The part of the heap that may hold pages of the file, in place of H2's sixteenth. No check asks the database, and the
     * system has the file's pages as well.
     */
    private static final long OF_THE_HEAP = 64;

    static EmbeddedDatabase of(PatchbayHome home) {
        return new EmbeddedDatabase(home.database().resolve(NAME));
    }

    @Override
    public String getUsername() {
        return "patchbay";
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=20000;CACHE_SIZE="
                + Runtime.getRuntime().maxMemory() / OF_THE_HEAP / 1024;
    }
}
