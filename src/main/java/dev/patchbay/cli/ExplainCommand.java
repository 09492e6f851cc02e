package dev.patchbay.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Says why a device gets what it gets. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = "Says why a device of APP gets what it gets, step by step, from the code that answers devices.")
final class ExplainCommand extends ServerCommand {
    @Parameters(paramLabel = "APP", description = "The app's name.")
    private String app = "";

    @Option(names = "--platform", required = true, description = "android, ios or harmony.")
    private String platform = "";

    @Option(
            names = "--app-version",
            required = true,
            paramLabel = "VERSION",
            description = "The version of the installed app.")
    private String version = "";

    @Option(names = "--js-version", description = "The jsVersion that the device has.")
    private @Nullable String jsVersion;

    @Option(names = "--md5", description = "The md5 of the patch that the device has.")
    private @Nullable String md5;

    @Option(names = "--device", paramLabel = "ID", description = "The device's id.")
    private @Nullable String device;

    @Option(names = "--tags", description = "name:value pairs with commas between.")
    private @Nullable String tags;

    ExplainCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void ask(Server server) {
        Map<String, @Nullable Object> question = new LinkedHashMap<>();
        question.put("platform", platform);
        question.put("version", version);
        question.put("jsVersion", jsVersion);
        question.put("md5", md5);
        question.put("deviceId", device);
        question.put("tags", tags);
        JsonNode answer = server.get(Server.path("/api/apps", app, "explain") + Server.query(question));
        show(answer, () -> print(answer));
    }

    private void print(JsonNode explained) {
        JsonNode answer = explained.path("answer");
        String release = Table.text(answer, "releaseId");
        out().println(Table.text(answer, "kind")
                + (release.equals("-") ? "" : " of release " + release)
                + (answer.path("diff").asBoolean(false) ? ", by delta" : ""));
        Table table = new Table("RULE", "RELEASE", "OUTCOME", "DETAIL");
        for (JsonNode step : explained.path("steps")) {
            table.row(
                    Table.text(step, "rule"),
                    Table.text(step, "releaseId"),
                    Table.text(step, "outcome"),
                    Table.text(step, "detail"));
        }
        table.print(out());
    }
}
