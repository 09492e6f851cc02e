package dev.patchbay.cli;

import ch.qos.logback.classic.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The way from the jar's arguments to a command. */
public final class Cli {
    /** All is done. */
    public static final int OK = 0;

    /** It was tried and failed; what the command would have written is not there. */
    public static final int FAILED = 1;

    /** The command was called wrongly; nothing was tried. */
    public static final int USAGE = 2;

    /** No server could be reached, or the connection broke and stayed so. */
    static final int UNREACHABLE = 3;

    /** The server does not know the key, or the key may not do this. */
    static final int FORBIDDEN = 4;

    /** The server refused: the package, a field, the state of a release. */
    static final int REFUSED = 5;

    /** It is done, but what was to be waited for is not. */
    static final int UNFINISHED = 6;

    private static final Set<String> QUESTIONS = Set.of("-h", "--help", "-V", "--version");

    private Cli() {}

    /**
     * Whether the arguments are a command. What begins with a dash is a setting of the server instead, as Spring has
     * them; any other first word can only be a command, if perhaps a misspelled one.
     */
    public static boolean isMeant(String... args) {
        return args.length > 0 && (QUESTIONS.contains(args[0]) || !args[0].startsWith("-"));
    }

    /**
     * Runs a command. What scripts read (a table, JSON, a new key) goes to standard output, whatever else it says to
     * standard error.
     *
     * @return {@link #OK} or why it is not, as {@code --help} lists them
     */
    public static int run(String... args) {
        return commandLine(Surroundings.ofThisProcess()).execute(args);
    }

    /** {@link #run} where nobody else wants the log. */
    public static int runAlone(String... args) {
        quieten();
        return run(args);
    }

    /** What a library logs would stand between what scripts read; what goes wrong comes as an exception. */
    private static void quieten() {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.OFF);
        }
    }

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new PatchbayCommand());
        commands(surroundings).forEach(line::addSubcommand);
        CommandLine keys = new CommandLine(new KeysCommand());
        KeysCommand.commands(surroundings).forEach(keys::addSubcommand);
        line.addSubcommand(keys);
        return line.setParameterExceptionHandler(Failures::misused).setExecutionExceptionHandler(Failures::failed);
    }

    /** Each names itself. */
    private static List<Object> commands(Surroundings surroundings) {
        List<Object> commands = new ArrayList<>(List.of(
                new PackCommand(surroundings),
                new RepackCommand(),
                new DiffCommand(),
                new PatchCommand(),
                new InspectCommand(),
                new StatementCommand(surroundings),
                new SignCommand(),
                new VerifyCommand(),
                new PublishCommand(surroundings),
                new ReleasesCommand(surroundings),
                new RolloutCommand(surroundings)));
        commands.addAll(VerbCommand.all(surroundings));
        commands.addAll(List.of(
                new ExplainCommand(surroundings),
                new AdoptionCommand(surroundings),
                new BackupCommand(surroundings),
                new RestoreCommand(),
                new ExportCommand(surroundings),
                new ImportCommand(surroundings),
                new MoveCommand(surroundings),
                new CompletionCommand(),
                new CommandLine.HelpCommand()));
        return commands;
    }
}
