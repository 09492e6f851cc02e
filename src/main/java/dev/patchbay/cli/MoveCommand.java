package dev.patchbay.cli;

import dev.patchbay.move.Move;
import dev.patchbay.move.MoveSummary;
import dev.patchbay.move.TargetAway;
import dev.patchbay.move.TargetStore;
import dev.patchbay.storage.OpenedBucket;
import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.StoppedHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Carries an installation of one server to where several nodes work on it. */
@Command(
        name = "move",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = {
            "Carries a stopped installation (H2 and files) into PostgreSQL and another store of bytes, where nodes of a"
                    + " cluster work on it. User and password of the database come from PGUSER and PGPASSWORD.",
            "Interrupted, it is run again in the same words and goes on. At the end the old folder is marked, so that no"
                    + " server starts on it by mistake; nothing in it is changed but the database's version."
        })
final class MoveCommand implements Callable<Integer> {
    private static final String POSTGRES = "jdbc:postgresql:";

    private final Surroundings surroundings;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "patches",
            description = "The old server's patchbay.home. Default: ${DEFAULT-VALUE}.")
    private Path home = Path.of("");

    @Option(
            names = "--to-database",
            paramLabel = "URL",
            required = true,
            description = "An empty database, such as jdbc:postgresql://db.example.com/patchbay.")
    private String database = "";

    @ArgGroup(multiplicity = "1")
    private Store store = new Store();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many files travel at once, 1 to 64. Default: ${DEFAULT-VALUE}.")
    private int parallel;

    @Option(
            names = "--skip-damaged",
            description = "Leave out files that are damaged or missing, and carry a damaged audit trail as it is.")
    private boolean skipDamaged;

    @Option(
            names = "--secrets-to",
            paramLabel = "FILE",
            description = "Write what the nodes need as environment variables into a new file that only you can read.")
    private @Nullable Path secretsTo;

    @Option(names = "--show-secrets", description = "Write it to standard output.")
    private boolean showSecrets;

    @Option(names = "--json", description = "Write a summary as JSON to standard output.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** Where the bytes go. */
    static final class Store {
        @Option(
                names = "--to-folder",
                paramLabel = "FOLDER",
                required = true,
                description = "Bytes go into FOLDER/blobs, which the nodes share.")
        private @Nullable Path folder;

        @ArgGroup(exclusive = false)
        private @Nullable InBucket bucket;

        Map<String, String> settings() {
            return bucket == null ? Map.of() : bucket.settings();
        }
    }

    /** As the nodes have it in {@code patchbay.storage.s3}. */
    static final class InBucket {
        @Option(
                names = "--to-bucket",
                paramLabel = "BUCKET",
                required = true,
                description =
                        "Bytes go into a bucket of S3 or what speaks it. Credentials come the SDK's usual way, such"
                                + " as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
        private String name = "";

        @Option(
                names = "--endpoint",
                paramLabel = "URL",
                description = "Scheme, host and port of the store. Default: Amazon's own.")
        private @Nullable String endpoint;

        @Option(names = "--region", description = "The bucket's region. Default: the SDK's own choice.")
        private @Nullable String region;

        @Option(names = "--prefix", description = "What the names of all objects begin with, such as patchbay/.")
        private @Nullable String prefix;

        @Option(
                names = "--path-style",
                paramLabel = "true|false",
                description = "Whether the bucket stands in the path. Default: with --endpoint.")
        private @Nullable String pathStyle;

        Map<String, String> settings() {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("bucket", name);
            if (endpoint != null) settings.put("endpoint", endpoint);
            if (region != null) settings.put("region", region);
            if (prefix != null) settings.put("prefix", prefix);
            if (pathStyle != null) settings.put("path-style", pathStyle);
            return settings;
        }
    }

    MoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        check(job);
        try (StoppedHome from = new StoppedHome(new PatchbayHome(home), surroundings.clock())) {
            MoveSummary summary = store.folder == null ? intoBucket(job, from) : intoFolder(job, from, store.folder);
            if (secretsTo != null) write(secretsTo, summary);
            if (showSecrets) MoveWords.ofSecrets(summary).forEach(out()::println);
            if (json) out().println(Server.JSON.writeValueAsString(MoveView.of(summary)));
            new MoveWords(job, summary).say(home, database, store.settings(), secretsTo);
            return Cli.OK;
        } catch (TargetAway e) {
            throw ServerFailure.unreachable(String.valueOf(e.getMessage()));
        }
    }

    private MoveSummary intoFolder(Job job, StoppedHome from, Path folder) throws IOException {
        try (StoppedHome to = new StoppedHome(new PatchbayHome(folder), surroundings.clock())) {
            String name = to.folder().resolve("blobs").toString();
            return run(job, from, new TargetStore(name, "", to.blobs(), to.spool()));
        }
    }

    /** The files lie in the old home while they travel. */
    private MoveSummary intoBucket(Job job, StoppedHome from) throws IOException {
        try (OpenedBucket to = new OpenedBucket(store.settings(), surroundings.clock())) {
            return run(job, from, new TargetStore(to.place(), to.owner(), to.blobs(), from.spool()));
        }
    }

    private MoveSummary run(Job job, StoppedHome from, TargetStore to) throws IOException {
        return new Move(from, source(), address(), to, new MoveLines(job), surroundings.clock())
                .run(parallel, skipDamaged);
    }

    private void check(Job job) throws IOException {
        if (parallel < 1 || parallel > 64) throw job.misuse("--parallel: write 1 to 64");
        if (!database.startsWith(POSTGRES)) {
            throw job.misuse("--to-database: write an address such as " + POSTGRES + "//db.example.com/patchbay");
        }
        if (json && showSecrets) throw job.misuse("--json and --show-secrets both want standard output; choose one");
        if (!StoppedHome.hasDatabase(home)) {
            throw new IOException("there is no installation in " + home + "; name the old server's patchbay.home");
        }
        if (store.folder != null && Files.exists(store.folder) && Files.isSameFile(store.folder, home)) {
            throw job.misuse("--to-folder: the files are there already; name another folder");
        }
        if (secretsTo != null && Files.exists(secretsTo)) {
            throw job.misuse(secretsTo + " is there already; name a new file");
        }
    }

    private SimpleDriverDataSource source() {
        Properties properties = new Properties();
        String user = surroundings.variable("PGUSER");
        String password = surroundings.variable("PGPASSWORD");
        if (user != null) properties.setProperty("user", user);
        if (password != null) properties.setProperty("password", password);
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("ApplicationName", "patchbay move");
        properties.setProperty("connectTimeout", "10");
        return new SimpleDriverDataSource(new org.postgresql.Driver(), database, properties);
    }

    /** What follows the question mark may be a password. */
    private String address() {
        return database.replaceFirst("\\?.*", "");
    }

    private static void write(Path file, MoveSummary summary) throws IOException {
        NewFile.fill(file, unfinished -> {
            NewFile.close(unfinished);
            Files.write(unfinished, MoveWords.ofSecrets(summary));
        });
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
