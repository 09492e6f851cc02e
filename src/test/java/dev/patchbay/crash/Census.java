package dev.patchbay.crash;

import dev.patchbay.FilesBelow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts the files of a home folder, whether its server is dead or at work. */
final class Census {
    private static final String NAMED = """
            select sha256, 'release ' || id from releases where sha256 is not null and bytes_gone_at is null
            union all select k.sha256, 'known content of release ' || r.id
              from known_contents k join releases r on r.id = k.release_id where r.bytes_gone_at is null
            union all select sha256, 'delta ' || id from deltas where sha256 is not null
            union all select sha256, coding || ' of ' || content_sha256 from encodings where sha256 is not null
            """;

    private final Path home;

    Census(Path home) {
        this.home = home;
    }

    /**
     * Blobs that rows name, and one row that does, read from a copy of the database. Of a server that is at work that may be a copy
     * of no one moment, and unreadable.
     */
    Map<String, String> named(Path scratch) throws IOException, SQLException {
        Path copy = scratch.resolve("census.mv.db");
        Files.copy(home.resolve("db/patchbay.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
        String url = "jdbc:h2:file:" + scratch.resolve("census");
        Map<String, String> names = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(url, "patchbay", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NAMED)) {
            while (rows.next()) names.put(rows.getString(1), rows.getString(2));
        }
        return names;
    }

    Set<String> blobs() {
        return names("blobs");
    }

    Set<String> temporary() {
        return names("tmp");
    }

    private Set<String> names(String folder) {
        return FilesBelow.of(home.resolve(folder)).stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What rows name and is not there. */
    Map<String, String> lost(Path scratch) throws IOException, SQLException {
        Map<String, String> lost = named(scratch);
        lost.keySet().removeAll(blobs());
        return lost;
    }

    /** What is there and no row names. */
    Set<String> unnamed(Path scratch) throws IOException, SQLException {
        Set<String> unnamed = blobs();
        unnamed.removeAll(named(scratch).keySet());
        return unnamed;
    }

    /** Lets every blob look as if nobody had touched it for long, so that retention may remove it. */
    void age() throws IOException {
        FileTime before = FileTime.from(Instant.now().minusSeconds(7200));
        for (String blob : blobs()) {
            Files.setLastModifiedTime(
                    home.resolve("blobs").resolve(blob.substring(0, 2)).resolve(blob), before);
        }
    }
}
