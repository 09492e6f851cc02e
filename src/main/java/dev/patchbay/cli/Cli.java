package dev.patchbay.cli;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** The way from the jar's arguments to a command. */
public final class Cli {
    /** All is done. */
    public static final int OK = 0;

    /** It was tried and failed; what the command would have written is not there. */
    public static final int FAILED = 1;

    /** The command was called wrongly; nothing was tried. */
    public static final int USAGE = 2;

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
     * Runs a command. Its result is a file; whatever it says goes to standard error, except for help and version.
     *
     * @return {@link #OK}, {@link #FAILED} or {@link #USAGE}
     */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new PatchbayCommand());
        commands().forEach(line::addSubcommand);
        return line.setParameterExceptionHandler(Failures::misused).setExecutionExceptionHandler(Failures::failed);
    }

    /** Each names itself. */
    private static List<Object> commands() {
        return List.of(
                new DiffCommand(),
                new PatchCommand(),
                new RepackCommand(),
                new RestoreCommand(),
                new CommandLine.HelpCommand());
    }
}
