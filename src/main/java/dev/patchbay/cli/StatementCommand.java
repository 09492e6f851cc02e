package dev.patchbay.cli;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.Inspection;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.Platform;
import dev.patchbay.pack.ZipLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a statement to be signed. */
@Command(
        name = "statement",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Writes what the makers of FILE say of it, to be signed: its exact bytes, app, platforms, versions and"
                        + " sequence. An eros package names its app and versions itself.")
final class StatementCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "FILE", description = "The package as it is uploaded, with packaging as-is.")
    private Path file = Path.of("");

    @Parameters(index = "1", paramLabel = "STATEMENT", description = "The file to write.")
    private Path out = Path.of("");

    @Option(
            names = "--sequence",
            required = true,
            description = "Higher than that of every statement before, for the same app and platform.")
    private long sequence;

    @Option(names = "--expires", required = true, paramLabel = "TIME", description = "Such as 2036-01-01T00:00:00Z.")
    private String expires = "";

    @Option(names = "--app", description = "The app's name. Default: the one in the package.")
    private @Nullable String app;

    @Option(names = "--platform", description = "android, ios or harmony; for a file that does not name it.")
    private @Nullable String platform;

    @Option(names = "--app-version", paramLabel = "VERSION", description = "The installed version; as above.")
    private @Nullable String version;

    @Option(
            names = "--match",
            description = "exact, up-to or at-least. Default: exact for an eros package, else up-to.")
    private @Nullable String match;

    @Spec
    private @Nullable CommandSpec spec;

    StatementCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        job.refuseOverwriting(out, file);
        if (sequence < 1 || sequence >= 1L << 53) throw job.misuse("--sequence: write a whole number from 1 on");
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("type", "patchbay.release");
        statement.put("format", 1);
        describe(job, statement);
        statement.put("sequence", sequence);
        statement.put("createdAt", now(job).toString());
        statement.put("expires", time(job).toString());
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("length", Files.size(file));
        content.put("sha256", digest(DigestUtils::sha256Hex));
        content.put("md5", digest(DigestUtils::md5Hex));
        statement.put("package", content);
        byte[] bytes = (Server.JSON.writeValueAsString(statement) + "\n").getBytes(StandardCharsets.UTF_8);
        NewFile.write(out, to -> to.write(bytes));
        job.done(out, "sequence %d", sequence);
        return Cli.OK;
    }

    private void describe(Job job, Map<String, Object> statement) throws IOException {
        Inspection inspection = new PackageInspector(surroundings.clock(), ZipLimits.STANDARD).inspect(file);
        List<Map<String, String>> targets = new ArrayList<>();
        String jsVersion;
        String name;
        if (inspection instanceof Inspection.ErosPackage eros) {
            jsVersion = eros.manifest().jsVersion().hex();
            name = eros.manifest().appName().text();
            eros.manifest().versions().forEach((one, installed) -> {
                if (platform == null || Platform.of(platform) == one) targets.add(target(one, installed, "exact"));
            });
        } else {
            if (app == null || platform == null || version == null) {
                throw job.misuse("--app, --platform and --app-version: this file does not name them; add the options");
            }
            jsVersion = digest(DigestUtils::md5Hex);
            name = app;
            targets.add(target(Platform.of(platform), NativeVersion.of(version), "up-to"));
        }
        if (app != null && !name.equals(app)) throw job.misuse("--app: the package is of the app " + name);
        statement.put("app", AppName.of(name).text());
        statement.put("platforms", targets);
        statement.put("jsVersion", jsVersion);
    }

    private Map<String, String> target(Platform one, NativeVersion installed, String usual) {
        Map<String, String> target = new LinkedHashMap<>();
        target.put("platform", one.toString());
        target.put("version", installed.toString());
        target.put("match", match == null ? usual : match);
        return target;
    }

    private Instant now(Job job) {
        try {
            return surroundings.timeOfMaking().truncatedTo(ChronoUnit.SECONDS);
        } catch (IllegalArgumentException e) {
            throw job.misuse(String.valueOf(e.getMessage()));
        }
    }

    private Instant time(Job job) {
        try {
            return OffsetDateTime.parse(expires).toInstant().truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException e) {
            throw job.misuse("--expires: write a time such as 2036-01-01T00:00:00Z");
        }
    }

    private interface Digest {
        String of(InputStream in) throws IOException;
    }

    private String digest(Digest digest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return digest.of(in);
        }
    }
}
