package dev.patchbay.cli;

import dev.patchbay.bsdiff.Bspatch;
import dev.patchbay.bsdiff.CorruptDelta;
import dev.patchbay.pack.Inspection;
import dev.patchbay.pack.Manifest;
import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.PatchHeader;
import dev.patchbay.pack.RefusedPackage;
import dev.patchbay.pack.ZipLimits;
import dev.patchbay.pack.ZipSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a file is. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Says what is in a package, a delta or an OCRunner binarypatch, and what the server would say against"
                        + " it. Exit code 1 if it would be refused.")
final class InspectCommand implements Callable<Integer> {
    private static final byte[] DELTA = "BSDIFF40".getBytes(StandardCharsets.US_ASCII);

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("kind", "other");
        facts.put("size", Files.size(file));
        facts.put("md5", digest(DigestUtils::md5Hex));
        facts.put("sha256", digest(DigestUtils::sha256Hex));
        facts.put("problem", null);
        facts.put("warnings", List.of());
        judge(facts);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) out.println(Server.JSON.writeValueAsString(facts));
        else print(facts, out);
        return facts.get("problem") == null ? Cli.OK : Cli.FAILED;
    }

    private interface Digest {
        String of(InputStream in) throws IOException;
    }

    private String digest(Digest digest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return digest.of(in);
        }
    }

    private void judge(Map<String, @Nullable Object> facts) throws IOException {
        if (isDelta()) {
            delta(facts);
            return;
        }
        try {
            Inspection inspection = new PackageInspector(Clock.systemUTC(), ZipLimits.STANDARD).inspect(file);
            facts.put("warnings", inspection.warnings());
            if (inspection instanceof Inspection.ErosPackage eros) eros(eros, facts);
            else if (inspection instanceof Inspection.PlainZip zip) zip(zip.summary(), "zip", facts);
            else binaryPatch(facts);
        } catch (RefusedPackage e) {
            facts.put("kind", "refused");
            facts.put("problem", Map.of("type", e.kind().slug(), "detail", String.valueOf(e.getMessage())));
        }
    }

    private boolean isDelta() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(DELTA.length), DELTA);
        }
    }

    private void delta(Map<String, @Nullable Object> facts) throws IOException {
        facts.put("kind", "delta");
        try {
            Bspatch.Parts parts = Bspatch.parts(file);
            facts.put("makes", parts.fresh());
            facts.put("control", parts.control());
            facts.put("diff", parts.diff());
            facts.put("extra", parts.extra());
        } catch (CorruptDelta e) {
            facts.put("problem", Map.of("type", "delta-corrupt", "detail", String.valueOf(e.getMessage())));
        }
    }

    private static void eros(Inspection.ErosPackage eros, Map<String, @Nullable Object> facts) {
        zip(eros.summary(), "eros", facts);
        Manifest manifest = eros.manifest();
        facts.put("appName", manifest.appName().text());
        Map<String, String> versions = new LinkedHashMap<>();
        manifest.versions().forEach((platform, version) -> versions.put(platform.toString(), version.toString()));
        facts.put("versions", versions);
        facts.put("jsVersion", manifest.jsVersion().hex());
        facts.put("timestamp", manifest.timestamp().toEpochMilli());
        facts.put("made", manifest.timestamp().toString());
        if (manifest.jsPath() != null) facts.put("jsPath", manifest.jsPath());
    }

    private static void zip(ZipSummary zip, String kind, Map<String, @Nullable Object> facts) {
        facts.put("kind", kind);
        facts.put("files", zip.files());
        facts.put("unpacked", zip.unpackedBytes());
        facts.put("deflatedPercent", Math.round(100 * zip.deflatedShare()));
    }

    private void binaryPatch(Map<String, @Nullable Object> facts) throws IOException {
        Optional<PatchHeader> header = PatchHeader.read(file);
        if (header.isEmpty()) return;
        facts.put("kind", "binarypatch");
        facts.put("digest", header.get().digest() ? (header.get().intact() ? "right" : "wrong") : "none");
        facts.put("enabled", header.get().enabled());
        facts.put("appVersion", header.get().appVersion());
        facts.put("patchVersion", header.get().patchVersion());
    }

    private static void print(Map<String, @Nullable Object> facts, PrintWriter out) {
        facts.forEach((name, value) -> {
            if (value == null || value.equals(List.of())) return;
            if (value instanceof List<?> lines) {
                lines.forEach(line -> out.printf("%-16s%s%n", "warning", Table.plain(String.valueOf(line))));
            } else if (value instanceof Map<?, ?> members) {
                members.forEach((key, one) -> out.printf(
                        "%-16s%s%n", name.equals("problem") ? "problem" : key, Table.plain(String.valueOf(one))));
            } else {
                out.printf("%-16s%s%n", name, Table.plain(String.valueOf(value)));
            }
        });
    }
}
