package dev.patchbay;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A real PostgreSQL: one for all tests of this run, in which each test class has a database of its own. Who wants to stop
 * it makes another.
 */
public final class Postgres implements AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    /** Of its own, in an empty folder. */
    Postgres(Path folder) {
        this.folder = folder;
        this.port = QuietPorts.take();
        start();
    }

    /** Started when it is first asked for, and stopped with the tests. */
    private static final class Shared {
        /** Plans are the same whether or not somebody came along to gather statistics. */
        static final EmbeddedPostgres SERVER =
                start(EmbeddedPostgres.builder().setPort(QuietPorts.take()).setServerConfig("autovacuum", "off"));
    }

    private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
        try {
            return builder.setPGStartupWait(OverHttp.PATIENCE)
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    /** The address of a new and empty database. */
    public static String newDatabase() {
        return newDatabase(Shared.SERVER);
    }

    private static String newDatabase(EmbeddedPostgres server) {
        String name = "patchbay_" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make the database " + name, e);
        }
        return server.getJdbcUrl("postgres", name);
    }

    /** Gives a server of the tests a new and empty database. */
    public static void settings(DynamicPropertyRegistry properties) {
        String url = newDatabase();
        properties.add("spring.datasource.url", () -> url);
    }

    /** To look into a database past the server. */
    static JdbcTemplate at(String url) {
        return new JdbcTemplate(new SimpleDriverDataSource(new org.postgresql.Driver(), url));
    }

    String ownDatabase() {
        return newDatabase(server);
    }

    void start() {
        server = start(EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port));
    }

    /** Whoever is connected is cut off. */
    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It stands still, with all its connections open, until it is thawed. */
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
            List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(postmaster)));
            ProcessHandle.of(postmaster)
                    .orElseThrow()
                    .descendants()
                    .forEach(backend -> command.add(Long.toString(backend.pid())));
            // a backend may end between the list and the signal
            new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}
