package dev.patchbay.cli;

import dev.patchbay.move.MoveSummary;
import dev.patchbay.move.TargetStore;
import dev.patchbay.storage.OpenedBucket;
import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.StoppedHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where bytes that are moved go, as the command line says it. */
final class MoveTarget {
    @Option(
            names = "--to-folder",
            paramLabel = "FOLDER",
            required = true,
            description = "Bytes go into FOLDER/blobs, which the nodes share.")
    private @Nullable Path folder;

    @ArgGroup(exclusive = false)
    private @Nullable InBucket bucket;

    /** As the nodes have it in {@code patchbay.storage.s3}. */
    static final class InBucket {
        @Option(
                names = "--to-bucket",
                paramLabel = "BUCKET",
                required = true,
                description =
                        "Bytes go into a bucket of S3 or what speaks it. Credentials come the SDK's usual way, such"
                                + " as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
        private String name = "";

        @Option(
                names = "--endpoint",
                paramLabel = "URL",
                description = "Scheme, host and port of the store. Default: Amazon's own.")
        private @Nullable String endpoint;

        @Option(names = "--region", description = "The bucket's region. Default: the SDK's own choice.")
        private @Nullable String region;

        @Option(names = "--prefix", description = "What the names of all objects begin with, such as patchbay/.")
        private @Nullable String prefix;

        @Option(
                names = "--path-style",
                paramLabel = "true|false",
                description = "Whether the bucket stands in the path. Default: with --endpoint.")
        private @Nullable String pathStyle;

        Map<String, String> settings() {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("bucket", name);
            if (endpoint != null) settings.put("endpoint", endpoint);
            if (region != null) settings.put("region", region);
            if (prefix != null) settings.put("prefix", prefix);
            if (pathStyle != null) settings.put("path-style", pathStyle);
            return settings;
        }
    }

    /** What is done while the store is open. */
    @FunctionalInterface
    interface Carrying {
        MoveSummary into(TargetStore store) throws IOException;
    }

    /** Below {@code patchbay.storage.s3}; none for a folder. */
    Map<String, String> settings() {
        return bucket == null ? Map.of() : bucket.settings();
    }

    boolean isIn(Path home) throws IOException {
        return folder != null && Files.exists(folder) && Files.isSameFile(folder, home);
    }

    MoveSummary open(StoppedHome from, Clock clock, Carrying act) throws IOException {
        return folder == null ? openBucket(from, clock, act) : openFolder(folder, clock, act);
    }

    private static MoveSummary openFolder(Path folder, Clock clock, Carrying act) throws IOException {
        try (StoppedHome to = new StoppedHome(new PatchbayHome(folder), clock)) {
            String name = to.folder().resolve("blobs").toString();
            return act.into(new TargetStore(name, "", to.blobs(), to.spool()));
        }
    }

    /** The files lie in the old home while they travel. */
    private MoveSummary openBucket(StoppedHome from, Clock clock, Carrying act) throws IOException {
        try (OpenedBucket to = new OpenedBucket(settings(), clock)) {
            return act.into(new TargetStore(to.place(), to.owner(), to.blobs(), from.spool()));
        }
    }
}
