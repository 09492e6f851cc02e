import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cost of a check and of a publish, the time to start and the memory as releases and apps grow in number. */
final class Growth {
    /** The same number of deltas for each package, however many releases there are. */
    private static final String BASES = "--patchbay.delta.keep=5";

    /** Of which each version changes one. */
    private static final int PAGES = 10;

    private static final int UNMEASURED = 3;
    private static final int PACKAGES = 8;

    /** Seconds: three servers start at once, and the first would be measured before its JVM has done its compiling. */
    private static final int WARM_UP = 20;

    private final Speed speed;

    Growth(Speed speed) {
        this.speed = speed;
    }

    void run() throws IOException, InterruptedException, SQLException {
        Path seeded = seeded();
        Map<String, Path> homes = new LinkedHashMap<>();
        homes.put("10 releases of 1 app", home(seeded, 1, 10));
        homes.put("100 000 releases of 1 app", home(seeded, 1, 100_000));
        homes.put("100 000 releases of 1 000 apps", home(seeded, 1_000, 100));
        List<Load> loads = new ArrayList<>();
        List<Server> servers = new ArrayList<>();
        try {
            for (Map.Entry<String, Path> one : homes.entrySet()) {
                Server server = speed.patchbay(one.getKey().replace(' ', '-'), one.getValue(), "-Xmx1g", BASES);
                servers.add(server);
                // an old release asks: the server looks among all of them for what it holds
                String old = String.format("%032x", 1);
                loads.add(Load.get(server, one.getKey(), "/app/check?appName=grown0&iOS=1.0.0&isDiff=1&jsVersion=" + old,
                        "\"resCode\":0"));
            }
            Map<Load, List<Load.Result>> results = speed.turns(loads, 16, Math.max(WARM_UP, Speed.WARM_UP));
            double base = Speed.median(results.get(loads.get(0))).cpuMicros();
            Table table = new Table("check", "CPU µs", "÷ 10 releases", "p99 ms", "seconds to start", "RSS MB", "errors");
            for (Load load : loads) {
                Load.Result one = Speed.median(results.get(load));
                table.row(load.name(), Table.one(one.cpuMicros()), Table.two(one.cpuMicros() / base), Table.two(one.p99()),
                        Table.one(load.server().secondsToStart), Table.whole(load.server().rss()), Long.toString(one.bad()));
            }
            table.print();
            Table publishing = new Table("publish a package, 5 deltas for each of two platforms", "ms", "CPU ms", "÷ 10 releases");
            double least = 0;
            for (Load load : loads) {
                Publish one = publish(load.server());
                if (least == 0) least = one.cpuMillis();
                publishing.row(load.name(), Table.whole(one.millis()), Table.whole(one.cpuMillis()), Table.two(one.cpuMillis() / least));
            }
            publishing.print();
        } finally {
            servers.forEach(Server::close);
        }
    }

    /**
     * @param millis from the first byte of the upload to the answer; the median
     * @param cpuMillis of the server until the deltas are there, for each package
     */
    private record Publish(double millis, double cpuMillis) {}

    private static Publish publish(Server server) throws IOException, InterruptedException {
        Seeds seeds = new Seeds(server);
        for (int i = 0; i < UNMEASURED; i++) published(seeds, 2 + i);
        double cpu = server.cpu();
        double[] millis = new double[PACKAGES];
        for (int i = 0; i < PACKAGES; i++) millis[i] = published(seeds, 2 + UNMEASURED + i);
        double spent = server.cpu() - cpu;
        Arrays.sort(millis);
        return new Publish(millis[PACKAGES / 2], spent * 1000 / PACKAGES);
    }

    private static double published(Seeds seeds, int version) throws IOException, InterruptedException {
        byte[] zip = Seeds.zip("grown0", version, PAGES);
        long begin = System.nanoTime();
        seeds.publish("grown0", zip);
        double millis = (System.nanoTime() - begin) / 1e6;
        seeds.awaitDeltas("grown0");
        return millis;
    }

    /** An installation with one package, of a server that is stopped. */
    private Path seeded() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(speed.work(), "growth");
        try (Server server = speed.patchbay("seeding", home)) {
            new Seeds(server).publish("grown0", Seeds.zip("grown0", 1, PAGES));
        }
        return home;
    }

    /** The same with copies of that package's release made in the database. */
    private Path home(Path seeded, int apps, int releases) throws IOException, SQLException {
        Path home = Files.createTempDirectory(speed.work(), "growth");
        Speed.copy(seeded, home);
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
