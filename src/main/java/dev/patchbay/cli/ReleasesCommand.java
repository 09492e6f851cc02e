package dev.patchbay.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists releases, or apps. */
@Command(
        name = "releases",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Lists the releases of APP, the newest first. Without APP it lists the apps that the key may see.")
final class ReleasesCommand extends ServerCommand {
    @Parameters(arity = "0..1", paramLabel = "APP", description = "The app's name.")
    private @Nullable String app;

    @Option(names = "--platform", description = "Only those for android, ios or harmony.")
    private @Nullable String platform;

    @Option(names = "--state", description = "Only those that are draft, published, paused or withdrawn.")
    private @Nullable String state;

    @Mixin
    private PageOptions page = new PageOptions();

    ReleasesCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void ask(Server server) {
        Map<String, @Nullable Object> parameters = page.parameters();
        parameters.put("platform", platform);
        parameters.put("state", state);
        String path = app == null ? "/api/apps" : Server.path("/api/apps", app, "releases");
        JsonNode list = server.get(path + Server.query(parameters));
        show(list, () -> print(list));
    }

    private void print(JsonNode list) {
        if (app == null) {
            Table table = new Table("APP", "SINCE");
            for (JsonNode one : list.path("items")) table.row(Table.text(one, "name"), Table.text(one, "createdAt"));
            table.print(out());
        } else {
            ReleaseTable.of(list.path("items")).print(out());
        }
        if (list.path("next").isString()) say("there are more: --after " + Table.text(list, "next"));
    }
}
