package dev.patchbay.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A verb of a release. */
abstract class VerbCommand extends ServerCommand {
    private final String verb;

    @Parameters(index = "0", paramLabel = "APP", description = "The app's name.")
    private String app = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The release's id, as patchbay releases shows it.")
    private String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit trail.")
    private @Nullable String reason;

    private VerbCommand(String verb, Surroundings surroundings) {
        super(surroundings);
        this.verb = verb;
    }

    static List<VerbCommand> all(Surroundings surroundings) {
        return List.of(
                new Publish(surroundings),
                new Pause(surroundings),
                new Resume(surroundings),
                new Withdraw(surroundings),
                new Rollback(surroundings));
    }

    @Override
    void ask(Server server) {
        Object because = reason == null ? null : Map.of("reason", reason);
        JsonNode release = server.send("POST", Server.path("/api/apps", app, "releases", id, verb), because)
                .body();
        show(
                release,
                () -> ReleaseTable.of(Server.JSON.createArrayNode().add(release))
                        .print(out()));
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            versionProvider = PatchbayCommand.Version.class,
            description = "Publishes a draft.")
    static final class Publish extends VerbCommand {
        Publish(Surroundings surroundings) {
            super("publish", surroundings);
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            versionProvider = PatchbayCommand.Version.class,
            description = "Offers a release to nobody new; who has it keeps it.")
    static final class Pause extends VerbCommand {
        Pause(Surroundings surroundings) {
            super("pause", surroundings);
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            versionProvider = PatchbayCommand.Version.class,
            description = "Offers a paused release again.")
    static final class Resume extends VerbCommand {
        Resume(Surroundings surroundings) {
            super("resume", surroundings);
        }
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            versionProvider = PatchbayCommand.Version.class,
            description = "Takes a release back for good: its links end, who has it keeps it.")
    static final class Withdraw extends VerbCommand {
        Withdraw(Surroundings surroundings) {
            super("withdraw", surroundings);
        }
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            versionProvider = PatchbayCommand.Version.class,
            description = "Takes a release back and moves those who have it to the content before it.")
    static final class Rollback extends VerbCommand {
        Rollback(Surroundings surroundings) {
            super("rollback", surroundings);
        }
    }
}
