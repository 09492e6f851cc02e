package dev.patchbay.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The trail of a database with no server on it, for the jar's commands. */
public final class AuditChain {
    private static final int BATCH = 1000;

    private final Connection database;

    /** @param database in a transaction of the caller's */
    public AuditChain(Connection database) {
        this.database = database;
    }

    /**
     * What following the chain from its start showed.
     *
     * @param head the last entry's hash
     * @param fault null when the chain is whole
     */
    public record Verdict(
            long entries, String head, @Nullable String fault) {}

    private record Head(long entries, String hash) {}

    public Verdict follow() throws SQLException {
        Head head = head();
        String hash = AuditHead.START;
        long id = 0;
        try (PreparedStatement select = database.prepareStatement("select id, at, actor, key_id, address, action,"
                + " app_name, subject, before, after, hash from audit_entries order by id")) {
            select.setFetchSize(BATCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    id++;
                    if (rows.getLong("id") != id) return broken(head, "entry " + id + " is missing");
                    AuditEntry read = read(rows, hash);
                    if (!read.hash().equals(rows.getString("hash"))) {
                        return broken(head, "entry " + id + " is not what was written");
                    }
                    hash = read.hash();
                }
            }
        }
        if (id != head.entries()) return broken(head, "it has " + id + " entries and not " + head.entries());
        if (!hash.equals(head.hash())) return broken(head, "its end was changed");
        return new Verdict(head.entries(), head.hash(), null);
    }

    /** Adds an entry that no request made. */
    public void add(Instant at, String action, String subject, Map<String, String> after) throws SQLException {
        Head head = head();
        AuditEntry entry = new AuditEntry(
                head.entries() + 1,
                at.truncatedTo(ChronoUnit.MICROS),
                new AuditEntry.Actor(CurrentActor.SERVER, null, null),
                new AuditEntry.Act(action, null, subject),
                "{}",
                JsonMapper.shared().writeValueAsString(new TreeMap<>(after)),
                head.hash());
        try (PreparedStatement insert = database.prepareStatement("insert into audit_entries"
                        + " (id, at, actor, action, subject, before, after, hash) values (?, ?, ?, ?, ?, ?, ?, ?)");
                PreparedStatement move =
                        database.prepareStatement("update audit_head set entries = ?, hash = ? where id = 1")) {
            insert.setLong(1, entry.getId());
            insert.setObject(2, entry.at().atOffset(ZoneOffset.UTC));
            insert.setString(3, entry.actor());
            insert.setString(4, entry.action());
            insert.setString(5, entry.subject());
            insert.setString(6, entry.before());
            insert.setString(7, entry.after());
            insert.setString(8, entry.hash());
            insert.executeUpdate();
            move.setLong(1, entry.getId());
            move.setString(2, entry.hash());
            move.executeUpdate();
        }
    }

    private Head head() throws SQLException {
        try (PreparedStatement select =
                        database.prepareStatement("select entries, hash from audit_head where id = " + AuditHead.ID);
                ResultSet row = select.executeQuery()) {
            if (!row.next()) throw new SQLException("the audit trail has no end row");
            return new Head(row.getLong(1), row.getString(2));
        }
    }

    private static AuditEntry read(ResultSet row, String previousHash) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new AuditEntry.Actor(row.getString("actor"), row.getString("key_id"), row.getString("address")),
                new AuditEntry.Act(row.getString("action"), row.getString("app_name"), row.getString("subject")),
                row.getString("before"),
                row.getString("after"),
                previousHash);
    }

    private static Verdict broken(Head head, String fault) {
        return new Verdict(head.entries(), head.hash(), fault);
    }
}
