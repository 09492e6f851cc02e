package dev.patchbay.crash;

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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts the files of a home folder, whether its server is dead or at work. */
final class Census {
    private static final String NAMED = "select sha256 from releases where sha256 is not null and bytes_gone_at is null"
            + " union select k.sha256 from known_contents k join releases r on r.id = k.release_id where r.bytes_gone_at is null"
            + " union select sha256 from deltas where sha256 is not null"
            + " union select sha256 from encodings where sha256 is not null";

    private final Path home;

    Census(Path home) {
        this.home = home;
    }

    /** Blobs that rows name, read from a copy of the database. */
    Set<String> named(Path scratch) throws IOException, SQLException {
        Path copy = scratch.resolve("census.mv.db");
        Files.copy(home.resolve("db/patchbay.mv.db"), copy, StandardCopyOption.REPLACE_EXISTING);
        String url = "jdbc:h2:file:" + scratch.resolve("census");
        Set<String> names = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url, "patchbay", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NAMED)) {
            while (rows.next()) names.add(rows.getString(1));
        }
        return names;
    }

    Set<String> blobs() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    Set<String> temporary() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("tmp"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
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
