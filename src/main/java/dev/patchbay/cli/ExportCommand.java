package dev.patchbay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fetches all of one app. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = {
            "Writes one app into an archive: its releases in their states, their packages, statements and keys of trust, plans"
                    + " under way and the rule of halts. Needs a key of the role admin.",
            "Links, reports, deltas, webhooks, API keys and keys of encryption stay behind; deltas are built anew where the"
                    + " archive is imported."
        })
final class ExportCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "APP", description = "The app.")
    private String app = "";

    @Parameters(index = "1", paramLabel = "ARCHIVE", description = "The file to write.")
    private Path archive = Path.of("");

    ExportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void ask(Server server) throws IOException {
        NewFile.fill(archive, unfinished -> {
            NewFile.close(unfinished);
            server.download("GET", Server.path("/api/apps", app) + "/export", unfinished);
        });
        say("wrote " + archive + ": " + Progress.size(Files.size(archive)));
    }
}
