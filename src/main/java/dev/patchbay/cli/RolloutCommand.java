package dev.patchbay.cli;

import java.math.BigDecimal;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Sets the share of devices that gets a release. */
@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = "Sets the share of devices that gets a release. A wider one takes no device out.")
final class RolloutCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "APP", description = "The app's name.")
    private String app = "";

    @Parameters(index = "1", paramLabel = "ID", description = "The release's id.")
    private String id = "";

    @Parameters(index = "2", paramLabel = "PERCENT", description = "0 to 100, with up to two decimals.")
    private BigDecimal percent = BigDecimal.ZERO;

    RolloutCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void ask(Server server) {
        JsonNode release = server.send(
                        "PATCH", Server.path("/api/apps", app, "releases", id), Map.of("rollout", percent))
                .body();
        show(
                release,
                () -> ReleaseTable.of(Server.JSON.createArrayNode().add(release))
                        .print(out()));
    }
}
