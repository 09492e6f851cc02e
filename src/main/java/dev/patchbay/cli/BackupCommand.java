package dev.patchbay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fetches a backup. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Writes one consistent archive of all that a running server keeps; patchbay restore makes a folder of it."
                        + " It holds the server's secrets: guard it. Needs a key of the role admin.")
final class BackupCommand extends ServerCommand {
    @Parameters(paramLabel = "ARCHIVE", description = "The file to write.")
    private Path archive = Path.of("");

    BackupCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void ask(Server server) throws IOException {
        NewFile.fill(archive, unfinished -> {
            NewFile.close(unfinished);
            server.download("POST", "/api/backup", unfinished);
        });
        say("wrote " + archive + ": " + Progress.size(Files.size(archive)));
    }
}
