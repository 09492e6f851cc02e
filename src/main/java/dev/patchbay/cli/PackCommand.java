package dev.patchbay.cli;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.Inspection;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.ManifestLabel;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.Packer;
import dev.patchbay.pack.Platform;
import dev.patchbay.pack.ZipLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes an eros package. */
@Command(
        name = "pack",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Packs the content of DIR as an eros package: an md5.json with the right jsVersion, sorted files, fixed"
                        + " times. The same files and options always give the same bytes.")
final class PackCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            index = "0",
            paramLabel = "DIR",
            description = "The folder; an md5.json at its root is not taken along.")
    private Path folder = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    private Path out = Path.of("");

    @Option(names = "--app", required = true, description = "The app's name.")
    private String app = "";

    @Option(names = "--android", paramLabel = "VERSION", description = "The version of the installed Android app.")
    private @Nullable String android;

    @Option(names = "--ios", paramLabel = "VERSION", description = "The version of the installed iOS app.")
    private @Nullable String ios;

    @Option(
            names = "--timestamp",
            paramLabel = "MILLIS",
            description = "When it was made, in milliseconds since 1970; devices apply the package with the greatest."
                    + " Default: SOURCE_DATE_EPOCH (seconds), else now.")
    private @Nullable Long timestamp;

    @Option(names = "--js-path", paramLabel = "URL", description = "Where the files lie on a static server.")
    private @Nullable String jsPath;

    @Option(
            names = "--stored",
            description = "Do not compress: deltas between such packages are small, whole packages large.")
    private boolean stored;

    @Spec
    private @Nullable CommandSpec spec;

    PackCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        if (!Files.isDirectory(folder)) throw new NotDirectoryException(folder.toString());
        ManifestLabel label = label(job);
        Packer packer = new Packer(stored ? Packer.Method.STORED : Packer.Method.DEFLATED);
        List<JsVersion> packed = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        NewFile.fill(out, unfinished -> {
            packed.add(packer.pack(folder, label, unfinished));
            // what the server would refuse is no package
            Inspection judged = new PackageInspector(Clock.systemUTC(), ZipLimits.STANDARD).inspect(unfinished);
            warnings.addAll(judged.warnings());
        });
        warnings.forEach(job::warn);
        job.done(
                out,
                "%,d bytes, jsVersion %s, timestamp %d",
                Files.size(out),
                packed.get(0),
                label.timestamp().toEpochMilli());
        return Cli.OK;
    }

    private ManifestLabel label(Job job) {
        Map<Platform, NativeVersion> versions = new EnumMap<>(Platform.class);
        if (android != null) versions.put(Platform.ANDROID, read(job, "--android", android, NativeVersion::of));
        if (ios != null) versions.put(Platform.IOS, read(job, "--ios", ios, NativeVersion::of));
        if (versions.isEmpty()) throw job.misuse("--android or --ios is needed: the version of the installed app");
        AppName name = read(job, "--app", app, AppName::of);
        return new ManifestLabel(name, versions, made(job), Optional.ofNullable(jsPath));
    }

    private Instant made(Job job) {
        if (timestamp != null) return Instant.ofEpochMilli(timestamp);
        try {
            return surroundings.timeOfMaking();
        } catch (IllegalArgumentException e) {
            throw job.misuse(String.valueOf(e.getMessage()));
        }
    }

    private static <T> T read(Job job, String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw job.misuse(name + ": " + e.getMessage());
        }
    }
}
