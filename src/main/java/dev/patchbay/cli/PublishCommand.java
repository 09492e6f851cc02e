package dev.patchbay.cli;

import dev.patchbay.pack.Inspection;
import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.ZipLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Uploads a package and publishes it. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Uploads FILE and publishes it. An eros package names its app, versions and platforms itself; any other"
                        + " file needs --app, --platform and --app-version. Sent again after a broken connection, it still makes"
                        + " one release.")
final class PublishCommand extends ServerCommand {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    @Parameters(paramLabel = "FILE", description = "The package.")
    private Path file = Path.of("");

    @Option(names = "--app", description = "The app's name. Default: the one in the package.")
    private @Nullable String app;

    @Option(names = "--platform", description = "android, ios or harmony; several with commas between.")
    private @Nullable String platform;

    @Option(names = "--app-version", paramLabel = "VERSION", description = "The version of the installed app.")
    private @Nullable String version;

    @Option(names = "--match", description = "Which installed versions it fits: exact, up-to or at-least.")
    private @Nullable String match;

    @Option(names = "--rollout", paramLabel = "PERCENT", description = "The share of devices that gets it.")
    private @Nullable String rollout;

    @Option(names = "--priority", description = "blocking, normal or idle.")
    private @Nullable String priority;

    @Option(names = "--notes", description = "What changed, for people.")
    private @Nullable String notes;

    @Option(names = "--packaging", description = "as-is, or stored for much smaller deltas.")
    private @Nullable String packaging;

    @Option(names = "--js-path", paramLabel = "URL", description = "Where the files lie on a static server.")
    private @Nullable String jsPath;

    @Option(names = "--statement", paramLabel = "FILE", description = "What was signed of it (patchbay statement).")
    private @Nullable Path statement;

    @Option(names = "--signature", paramLabel = "FILE", description = "Of the statement; given again for further keys.")
    private List<Path> signatures = List.of();

    @Option(names = "--draft", description = "Offer it to nobody yet; patchbay release does.")
    private boolean draft;

    @Option(names = "--embedded", description = "It ships inside the store build: a base for deltas only.")
    private boolean embedded;

    @Option(names = "--dry-run", description = "Let the server judge it and change nothing.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Wait until its deltas are built.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "How long --wait waits. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "4",
            description = "How often it is sent again when the connection breaks. Default: ${DEFAULT-VALUE}.")
    private int retries;

    PublishCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    void ask(Server server) throws IOException {
        if (timeout < 1 || retries < 0) throw misuse("--timeout and --retries: write a number from 1, and from 0, on");
        if (dryRun && wait) throw misuse("--wait: a rehearsal builds no deltas; leave one of the two out");
        String target = Server.path("/api/apps", appOfFile(), "releases");
        JsonNode answer = send(server, target).body();
        answer.path("warnings").forEach(warning -> say("warning: " + Table.plain(warning.asString())));
        if (wait) {
            new DeltaWait(server, target, timeout, this::say).until(answer.path("releases"));
            refresh(server, target, answer);
        }
        show(answer, () -> print(answer));
    }

    /** The deltas were counted when the upload was answered, and are other ones now. */
    private static void refresh(Server server, String releases, JsonNode answer) {
        for (JsonNode release : answer.path("releases")) {
            JsonNode now = server.get(Server.path(releases, release.path("id").asString()));
            if (release instanceof ObjectNode shown) shown.set("deltas", now.path("deltas"));
        }
    }

    /** The package is judged by the server; only its app's name is needed here. */
    private String appOfFile() throws IOException {
        if (app != null) return app;
        Inspection inspection = new PackageInspector(Clock.systemUTC(), ZipLimits.STANDARD).inspect(file);
        if (inspection instanceof Inspection.ErosPackage eros)
            return eros.manifest().appName().text();
        throw misuse("--app: this file does not name its app; add the option");
    }

    private Server.Answer send(Server server, String target) throws IOException {
        UploadBody body = new UploadBody(fields(), files());
        Progress progress = new Progress(err(), surroundings().terminal(), body.size());
        String attempt = dryRun ? null : UUID.randomUUID().toString();
        for (int tries = 0; ; tries++) {
            try {
                return server.upload(target, body.contentType(), body.publisher(progress), attempt);
            } catch (Server.Broken e) {
                progress.interrupted();
                if (tries == retries) {
                    throw ServerFailure.unreachable("not published: " + e.getMessage() + "; it was sent " + (tries + 1)
                            + " times. Check that the server runs, and call this again");
                }
                say(e.getMessage() + "; sending it again");
                pause(tries);
                progress.restart();
            }
        }
    }

    private static void pause(int tries) {
        try {
            Thread.sleep(Math.min(LONGEST_PAUSE.toMillis(), 500L << Math.min(tries, 10)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> fields() throws IOException {
        if (Files.size(file) == 0) throw misuse(file + " has no bytes; name the package");
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "platform", platform);
        put(fields, "version", version);
        put(fields, "match", match);
        put(fields, "rollout", rollout);
        put(fields, "priority", priority);
        put(fields, "notes", notes);
        put(fields, "packaging", packaging);
        put(fields, "jsPath", jsPath);
        if (draft) fields.put("draft", "true");
        if (embedded) fields.put("embedded", "true");
        if (dryRun) fields.put("dryRun", "true");
        return fields;
    }

    /** The package comes last, so that a server which reads as it comes knows all about it by then. */
    private List<UploadBody.Part> files() {
        if ((statement == null) != signatures.isEmpty()) {
            throw misuse("--statement and --signature: one is nothing without the other");
        }
        List<UploadBody.Part> files = new ArrayList<>();
        if (statement != null) files.add(new UploadBody.Part("statement", statement));
        for (Path signature : signatures) files.add(new UploadBody.Part("signature", signature));
        files.add(new UploadBody.Part("package", file));
        return files;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) fields.put(name, value);
    }

    private void print(JsonNode answer) {
        if (dryRun) say("the server would take it; nothing was changed");
        ReleaseTable.of(answer.path("releases")).print(out());
    }
}
