package dev.patchbay.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** A home folder without a server on it, kept from any other process until this is closed. */
public final class StoppedHome implements AutoCloseable {
    private final PatchbayHome home;
    private final Clock clock;
    private final HomeLock lock;
    private final BlobStore blobs;
    private final Spool spool;

    /**
     * Makes the folder when it is not there.
     *
     * @throws StartRefused when another process has it, or it cannot be written
     */
    public StoppedHome(PatchbayHome home, Clock clock) throws IOException {
        this.home = home;
        this.clock = clock;
        this.lock = HomeLock.alsoOfMoved(home);
        this.blobs = new FileSystemBlobStore(home, clock, BlobTouches.none());
        this.spool = new Spool(home);
    }

    /** Whether a server of its own database was ever started on the folder; makes nothing. */
    public static boolean hasDatabase(Path home) {
        return Files.isRegularFile(home.resolve("db").resolve(EmbeddedDatabase.NAME + ".mv.db"));
    }

    public Path folder() {
        return home.home();
    }

    public Path keys() {
        return home.keys();
    }

    public BlobStore blobs() {
        return blobs;
    }

    public Spool spool() {
        return spool;
    }

    /** The one that a server on this folder would use. */
    public DataSource database() {
        EmbeddedDatabase database = EmbeddedDatabase.of(home);
        return new SimpleDriverDataSource(
                new org.h2.Driver(), database.getJdbcUrl(), database.getUsername(), database.getPassword());
    }

    public Optional<MoveNote> moveNote() {
        return MoveNote.in(home.home());
    }

    /** Names this installation for as long as it is under way: the same at each try. */
    public MoveNote beginMove(String to) throws IOException {
        MoveNote note = moveNote()
                .map(MoveNote::id)
                .map(id -> new MoveNote(id, to, false, null))
                .orElse(MoveNote.begun(to));
        note.writeTo(home.home());
        return note;
    }

    /** Before the target's commit: until it is known what came of that, no server starts on this folder. */
    public void commitMove(MoveNote note) throws IOException {
        note.atCommit().writeTo(home.home());
    }

    /** No server starts on this folder from now on. */
    public void finishMove(MoveNote note) throws IOException {
        note.finished(clock.instant()).writeTo(home.home());
    }

    @Override
    public void close() {
        lock.destroy();
    }
}
