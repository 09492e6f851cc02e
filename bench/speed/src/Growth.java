import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cost of a check, the time to start and the memory as releases and apps grow in number. */
final class Growth {
    private final Speed speed;

    Growth(Speed speed) {
        this.speed = speed;
    }

    void run() throws IOException, InterruptedException, SQLException {
        Map<String, Path> homes = new LinkedHashMap<>();
        homes.put("10 releases of 1 app", home(1, 10));
        homes.put("100 000 releases of 1 app", home(1, 100_000));
        homes.put("100 000 releases of 1 000 apps", home(1_000, 100));
        List<Load> loads = new ArrayList<>();
        List<Server> servers = new ArrayList<>();
        try {
            for (Map.Entry<String, Path> one : homes.entrySet()) {
                Server server = speed.patchbay(one.getKey().replace(' ', '-'), one.getValue(), "-Xmx1g");
                servers.add(server);
                // an old release asks: the server looks among all of them for what it holds
                String old = String.format("%032x", 1);
                loads.add(Load.get(server, one.getKey(), "/app/check?appName=grown0&iOS=1.0.0&isDiff=1&jsVersion=" + old,
                        "\"resCode\":0"));
            }
            Map<Load, List<Load.Result>> results = speed.turns(loads, 16);
            double base = Speed.median(results.get(loads.get(0))).cpuMicros();
            Table table = new Table("check", "CPU µs", "÷ 10 releases", "p99 ms", "seconds to start", "RSS MB", "errors");
            for (Load load : loads) {
                Load.Result one = Speed.median(results.get(load));
                table.row(load.name(), Table.one(one.cpuMicros()), Table.two(one.cpuMicros() / base), Table.two(one.p99()),
                        Table.one(load.server().secondsToStart), Table.whole(load.server().rss()), Long.toString(one.bad()));
            }
            table.print();
        } finally {
            servers.forEach(Server::close);
        }
    }

    /** An installation with a release per app, and copies of it made in the database of the stopped server. */
    private Path home(int apps, int releases) throws IOException, InterruptedException, SQLException {
        Path home = Files.createTempDirectory(speed.work(), "growth");
        try (Server server = speed.patchbay("seeding", home)) {
            new Seeds(server).publish("grown0", Seeds.zip("grown0", 1, 4));
        }
        String database = "jdbc:h2:file:" + home.resolve("patches/db/patchbay");
        try (Connection connection = DriverManager.getConnection(database, "patchbay", "");
                Statement statement = connection.createStatement()) {
            List<String> columns = columns(statement);
            if (apps > 1) {
                statement.execute("insert into apps select 'grown' || x, (select created_at from apps where name = 'grown0') from"
                        + " system_range(1, " + (apps - 1) + ")");
            }
            List<String> copied = columns.stream()
                    .map(column -> switch (column) {
                        case "ID" -> "next value for releases_seq";
                        case "APP_NAME" -> "'grown' || a.x";
                        case "JS_VERSION" -> "lpad(cast(b.x as varchar), 32, '0')";
                        case "PACKAGE_TIMESTAMP" -> "r.package_timestamp - 1000000 + b.x";
                        default -> "r." + column;
                    })
                    .toList();
            int made = statement.executeUpdate("insert into releases (" + String.join(",", columns) + ") select "
                    + String.join(",", copied) + " from (select * from releases where platform = 'ios' limit 1) r, system_range(0, "
                    + (apps - 1) + ") a, system_range(1, " + (releases - 1) + ") b");
            if (made != apps * (releases - 1)) throw new SQLException("made " + made);
            statement.execute("shutdown");
        }
        return home;
    }

    private static List<String> columns(Statement statement) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (var rows = statement.executeQuery("select column_name from information_schema.columns where table_schema = 'PUBLIC'"
                + " and table_name = 'RELEASES' order by ordinal_position")) {
            while (rows.next()) columns.add(rows.getString(1));
        }
        return columns;
    }
}
