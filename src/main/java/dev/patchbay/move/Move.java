package dev.patchbay.move;

import dev.patchbay.audit.AuditChain;
import dev.patchbay.move.MoveSummary.TableSum;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.MoveNote;
import dev.patchbay.storage.StoppedHome;
import dev.patchbay.storage.StoreAway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Carries one installation. First its files, each compared with its SHA-256, then all rows in one transaction, which is
 * committed only after they were read back, every file that they name was found and the audit chain was followed. Whoever is
 * interrupted starts it again: files that arrived are left alone, rows come anew.
 */
public final class Move {
    /** Where the old server kept what device ids are hashed with; nodes keep it in their database. */
    private static final String DEVICE_SALT = "device-salt";

    private final StoppedHome home;
    private final TargetDatabase database;
    private final String address;
    private final TargetStore store;
    private final MoveProgress progress;
    private final Clock clock;

    /**
     * @param address how the target database is shown to people; holds no password
     */
    public Move(
            StoppedHome home,
            DataSource database,
            String address,
            TargetStore store,
            MoveProgress progress,
            Clock clock) {
        this.home = home;
        this.database = new TargetDatabase(database);
        this.address = address;
        this.store = store;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * @param parallel how many files travel at once
     * @param skipDamaged whether damaged files are left out, and a damaged audit chain is carried as it is
     * @throws MoveStopped when it cannot go on; what has arrived stays, and another try uses it
     * @throws IOException when the old installation cannot be read
     */
    public MoveSummary run(int parallel, boolean skipDamaged) throws IOException {
        try {
            Optional<MoveNote> earlier = home.moveNote();
            TargetDatabase.Found found = database.look(earlier.map(MoveNote::id).orElse(""));
            if (found == TargetDatabase.Found.FINISHED)
                return finish(earlier.orElseThrow(), true, null, List.of(), null);
            if (earlier.isPresent() && earlier.get().finishedAt() != null) {
                throw new MoveStopped("This installation was moved to "
                        + earlier.get().to() + " before; to move it to another place as well, remove "
                        + home.folder().resolve("move.properties") + ".");
            }
            requireNotElsewhere(earlier);
            requireOwnStore();
            if (found == TargetDatabase.Found.NOTHING) requireFreeStore();
            progress.begins("bringing the old database to this version");
            Schema.bringForward(home.database(), "The old database");
            MoveNote note = home.beginMove(address);
            database.begin(note.id(), clock.instant());
            try (Connection from = home.database().getConnection()) {
                return carry(note, from, parallel, skipDamaged);
            }
        } catch (SQLException e) {
            throw stopped(e);
        } catch (StoreAway e) {
            String why = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
            throw new TargetAway(store.name() + " does not answer" + why + "; what it has is kept, run this again.", e);
        }
    }

    private MoveSummary carry(MoveNote note, Connection from, int parallel, boolean skipDamaged)
            throws SQLException, IOException {
        AuditChain.Verdict chain = new AuditChain(from).follow();
        if (chain.fault() != null && !skipDamaged) {
            throw new MoveStopped(
                    "The audit trail is not whole: " + chain.fault() + ". To carry it as it is, say --skip-damaged.");
        }
        Map<BlobKey, Long> named = NamedBlobs.in(from);
        progress.begins("carrying " + named.size() + " files");
        MoveSummary.Blobs blobs = new BlobCarrier(home.blobs(), store.blobs(), store.spool(), progress)
                .carry(named.keySet(), parallel, skipDamaged);
        progress.begins("copying the database");
        List<TableSum> tables;
        try (Connection to = database.connect()) {
            to.setAutoCommit(false);
            TargetDatabase.lock(to, note.id());
            tables = new TableCarrier(from, to, progress).carry();
            progress.begins("comparing");
            verify(to, chain, Set.copyOf(blobs.left()));
            addWhatOnlyNodesHave(to, note);
            TargetDatabase.finish(to, note.id(), clock.instant());
            home.commitMove(note);
            to.commit();
        }
        progress.arrived();
        MoveSummary.Audit audit = new MoveSummary.Audit(chain.entries(), chain.head(), chain.fault());
        return finish(note, false, blobs, tables, audit);
    }

    /** Rows were compared as they were read back; here it is what they mean to each other and to the files. */
    private void verify(Connection to, AuditChain.Verdict before, Set<String> left) throws SQLException, IOException {
        if (!new AuditChain(to).follow().equals(before)) {
            throw new MoveStopped(
                    "The audit trail arrived otherwise than it is here; nothing of the database was moved.");
        }
        Set<BlobKey> there = new HashSet<>(store.blobs().keys());
        for (BlobKey key : NamedBlobs.in(to).keySet()) {
            if (there.contains(key) || left.contains(key.sha256())) continue;
            throw new MoveStopped("The file " + key + " went from the target again; run this again.");
        }
    }

    private void addWhatOnlyNodesHave(Connection to, MoveNote note) throws SQLException, IOException {
        Path salt = home.keys().resolve(DEVICE_SALT);
        if (Files.isRegularFile(salt)) TargetDatabase.shareSecret(to, DEVICE_SALT, Files.readString(salt));
        new AuditChain(to).add(clock.instant(), "server.moved", "server", Map.of("to", address, "move", note.id()));
    }

    private MoveSummary finish(
            MoveNote note,
            boolean already,
            MoveSummary.@Nullable Blobs blobs,
            List<TableSum> tables,
            MoveSummary.@Nullable Audit audit)
            throws IOException, SQLException {
        if (note.finishedAt() == null) home.finishMove(note);
        return new MoveSummary(
                already, address, store.name(), blobs, tables, audit, pendingDeltas(), CarriedSecret.in(home.keys()));
    }

    private long pendingDeltas() throws SQLException {
        try (Connection to = database.connect();
                Statement select = to.createStatement();
                ResultSet row = select.executeQuery("select count(*) from deltas where state = 'pending'")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whether it came whole to where it went before, only that database can say. */
    private void requireNotElsewhere(Optional<MoveNote> earlier) {
        if (earlier.isEmpty()
                || !earlier.get().committing()
                || earlier.get().to().equals(address)) return;
        throw new MoveStopped(
                "This installation may have come whole to " + earlier.get().to()
                        + " before; run this again with that database, or remove "
                        + home.folder().resolve("move.properties") + " if that one is not to be used.");
    }

    /** No node was ever started on the target database, so whoever has the store has another one. */
    private void requireOwnStore() {
        if (store.owner().isEmpty()) return;
        throw new MoveStopped(
                store.name() + " is that of the nodes of another installation, which would remove what their"
                        + " database does not name; name a bucket or a prefix of this one's own.");
    }

    private void requireFreeStore() throws IOException {
        Set<BlobKey> there = new HashSet<>(store.blobs().keys());
        there.removeAll(home.blobs().keys());
        if (there.isEmpty()) return;
        throw new MoveStopped(store.name() + " holds " + there.size()
                + " files that this installation has not; name one" + " that is empty.");
    }

    private MoveStopped stopped(SQLException e) {
        boolean away = String.valueOf(e.getSQLState()).startsWith("08")
                || String.valueOf(e.getSQLState()).startsWith("57P");
        if (away) return new TargetAway("The database " + address + " does not answer: " + e.getMessage(), e);
        return new MoveStopped("A database refused: " + e.getMessage() + "; run this again when that is mended.", e);
    }
}
