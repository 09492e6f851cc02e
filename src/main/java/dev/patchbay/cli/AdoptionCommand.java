package dev.patchbay.cli;

import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what became of releases on devices. */
@Command(
        name = "adoption",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = "Shows for each release of APP how many devices run it, and what they reported.")
final class AdoptionCommand extends ServerCommand {
    @Parameters(paramLabel = "APP", description = "The app's name.")
    private String app = "";

    AdoptionCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void ask(Server server) {
        JsonNode answer = server.get(Server.path("/api/apps", app, "adoption"));
        show(answer, () -> print(answer));
    }

    private void print(JsonNode adoption) {
        Table table = new Table(
                "RELEASE", "PLATFORM", "VERSION", "STATE", "OFFERED", "INSTALLED", "FAILED", "RUNNING", "SHARE");
        for (JsonNode release : adoption.path("items")) {
            JsonNode devices = release.path("devices");
            table.row(
                    Table.text(release, "releaseId"),
                    Table.text(release, "platform"),
                    Table.text(release, "version"),
                    Table.text(release, "state"),
                    Table.text(devices, "offered"),
                    Table.text(devices, "installed"),
                    Table.text(devices, "failed"),
                    Table.text(devices, "running"),
                    String.format(
                            Locale.ROOT, "%.2f %%", 100 * release.path("share").asDouble(0)));
        }
        table.print(out());
    }
}
