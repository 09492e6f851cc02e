package dev.patchbay.pack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Judges an uploaded file before anything is kept of it: what it is, and whether it is what it says. The zip is judged
 * before its md5.json.
 */
public final class PackageInspector {
    /** A build machine's clock may be wrong by a time zone; more would make the package the newest for a long time. */
    public static final Duration LARGEST_LEAD = Duration.ofDays(1);

    private final Clock clock;
    private final ZipLimits limits;

    public PackageInspector(Clock clock, ZipLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * Judges a file. Whatever some reader would open as a zip must keep to the strict profile of {@link StrictZip}; a
     * binarypatch whose digest is wrong gets a warning. The file must not change meanwhile.
     *
     * @throws RefusedPackage of any kind; {@code EMPTY} when the file has no bytes
     * @throws IOException when the file cannot be read
     */
    public Inspection inspect(Path file) throws IOException {
        if (Files.size(file) == 0) throw new RefusedPackage(RefusedPackage.Kind.EMPTY, "the package has no bytes");
        return isZip(file) ? inspectZip(file) : inspectOther(file);
    }

    private static boolean isZip(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return EndRecord.marksAZip(new ZipBytes(channel));
        }
    }

    private Inspection inspectZip(Path file) throws IOException {
        try (StrictZip zip = StrictZip.open(file, limits)) {
            ZipSummary summary = ZipSummary.of(zip.files());
            Optional<ZipItem> manifest = zip.file(Manifest.NAME);
            if (manifest.isEmpty()) return new Inspection.PlainZip(summary, misplacedManifest(zip));
            return inspectEros(zip, manifest.get(), summary);
        }
    }

    /** Packing the folder instead of its content is the commonest mistake, and would publish what no device reads. */
    private static List<String> misplacedManifest(StrictZip zip) {
        return zip.files().stream()
                .map(ZipItem::name)
                .filter(name -> name.endsWith("/" + Manifest.NAME) && name.indexOf('/') == name.lastIndexOf('/'))
                .map(name -> "The zip holds " + SafeText.quote(name)
                        + ", but no md5.json at its root: it is not taken for an eros package.")
                .limit(1)
                .toList();
    }

    private Inspection inspectEros(StrictZip zip, ZipItem item, ZipSummary summary) throws IOException {
        Manifest manifest = ManifestText.read(zip, item).manifest();
        if (manifest.timestamp().isAfter(clock.instant().plus(LARGEST_LEAD))) {
            throw RefusedPackage.invalid("md5.json: timestamp is " + manifest.timestamp()
                    + ", more than a day ahead of this server's clock");
        }
        List<String> warnings = ListedContent.compare(zip, manifest).stream().toList();
        return new Inspection.ErosPackage(manifest, summary, warnings);
    }

    private static Inspection inspectOther(Path file) throws IOException {
        BinaryPatch patch = BinaryPatch.look(file);
        if (patch == BinaryPatch.DAMAGED) {
            return warned("This looks like an OCRunner binarypatch, but the SHA-256 at its beginning is not that of the"
                    + " rest: devices will refuse it.");
        }
        if (patch == BinaryPatch.WITHOUT_DIGEST) {
            return warned("This looks like an OCRunner binarypatch without a SHA-256 (PatchGenerator up to 1.0.4):"
                    + " devices cannot tell when it is damaged.");
        }
        return new Inspection.OtherFile(List.of());
    }

    private static Inspection warned(String warning) {
        return new Inspection.OtherFile(List.of(warning));
    }
}
