package dev.patchbay.move;

import dev.patchbay.storage.BlobKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** The bytes that rows name, as retention counts them: what no row names is not carried. */
final class NamedBlobs {
    private static final String NAMES = """
            select sha256, size_bytes from releases where sha256 is not null and bytes_gone_at is null
            union all
            select k.sha256, k.size_bytes from known_contents k join releases r on r.id = k.release_id
             where r.bytes_gone_at is null
            union all
            select sha256, size_bytes from deltas where sha256 is not null
            union all
            select sha256, size_bytes from encodings where sha256 is not null
            """;

    private NamedBlobs() {}

    /** With their sizes as the rows have them, in the order of their names. */
    static Map<BlobKey, Long> in(Connection database) throws SQLException {
        Map<BlobKey, Long> named = new TreeMap<>((one, other) -> one.sha256().compareTo(other.sha256()));
        try (Statement select = database.createStatement();
                ResultSet rows = select.executeQuery(NAMES)) {
            while (rows.next()) named.put(new BlobKey(rows.getString(1)), rows.getLong(2));
        }
        return named;
    }
}
