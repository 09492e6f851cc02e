package dev.patchbay.cli;

import dev.patchbay.move.Move;
import dev.patchbay.move.MoveSummary;
import dev.patchbay.move.TargetAway;
import dev.patchbay.move.TargetStore;
import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.StoppedHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private MoveTarget target = new MoveTarget();

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

    MoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        check(job);
        try (StoppedHome from = new StoppedHome(new PatchbayHome(home), surroundings.clock())) {
            MoveSummary summary = target.open(from, surroundings.clock(), store -> move(job, from, store));
            if (secretsTo != null) write(secretsTo, summary);
            if (showSecrets) MoveWords.ofSecrets(summary).forEach(out()::println);
            if (json) out().println(Server.JSON.writeValueAsString(MoveView.of(summary)));
            new MoveWords(job, summary).say(home, database, target.settings(), secretsTo);
            return Cli.OK;
        } catch (TargetAway e) {
            throw ServerFailure.unreachable(String.valueOf(e.getMessage()));
        }
    }

    private MoveSummary move(Job job, StoppedHome from, TargetStore to) throws IOException {
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
        if (target.isIn(home)) {
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
