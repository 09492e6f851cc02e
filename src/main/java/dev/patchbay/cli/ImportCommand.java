package dev.patchbay.cli;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Brings one app to a server. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Enters the app of an archive (patchbay export), all or nothing. Releases get new ids; those that are here"
                        + " with the same bytes stay as they are. Needs an admin key for all apps.")
final class ImportCommand extends ServerCommand {
    @Parameters(paramLabel = "ARCHIVE", description = "What patchbay export wrote.")
    private Path archive = Path.of("");

    ImportCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void ask(Server server) throws IOException {
        if (!Files.isRegularFile(archive)) throw new NoSuchFileException(archive.toString());
        try {
            JsonNode answer = server.upload(
                            "/api/apps/import", "application/x-tar", BodyPublishers.ofFile(archive), null)
                    .body();
            show(
                    answer,
                    () -> say("imported " + Table.text(answer, "app") + ": "
                            + answer.path("created").size() + " releases are new, "
                            + answer.path("known").asInt() + " were here"));
        } catch (Server.Broken e) {
            throw ServerFailure.unreachable("not imported: " + e.getMessage() + "; call this again");
        }
    }
}
