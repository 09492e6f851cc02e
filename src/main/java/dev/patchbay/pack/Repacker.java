package dev.patchbay.pack;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Rewrites a zip so that deltas between two such zips are small: the same files, sorted by name, stored instead of
 * deflated, with fixed times. Directories follow from the names and are left out.
 *
 * <p>A device that holds the original bytes must never get a delta made for the rewritten ones, and stock eros
 * clients report nothing but the jsVersion. So an eros package gets one small file more, listed in md5.json, which
 * gives it a jsVersion of its own.
 */
public final class Repacker {
    /** The file that tells a rewritten eros package from its original. */
    static final String MARKER = "patchbay.stored";

    private static final byte[] MARKER_TEXT = "stored by Patchbay\n".getBytes(StandardCharsets.US_ASCII);

    private final ZipLimits limits;

    public Repacker(ZipLimits limits) {
        this.limits = limits;
    }

    /**
     * What a rewriting did.
     *
     * @param originalJsVersion that of the zip given
     * @param jsVersion that of the zip written; the same only if the zip given had been rewritten before
     */
    public record Repacked(JsVersion originalJsVersion, JsVersion jsVersion) {}

    /**
     * Writes the stored form of a zip. The same files, names and md5.json always give the same bytes, and the stored
     * form of a stored form is itself.
     *
     * @param out is created or overwritten; when this fails, what it then holds is of no use
     * @throws RefusedPackage when the zip or its md5.json is refused, or an eros package holds a file of the marker's
     *     name without having been rewritten here
     */
    public Repacked repack(Path in, Path out) throws IOException {
        try (StrictZip zip = StrictZip.open(in, limits)) {
            Optional<ZipItem> manifest = zip.file(Manifest.NAME);
            if (manifest.isPresent()) return repackEros(zip, ManifestText.read(zip, manifest.get()), in, out);
            write(sources(zip), out);
            return new Repacked(md5(in), md5(out));
        }
    }

    private static Repacked repackEros(StrictZip zip, ManifestText text, Path in, Path out) throws IOException {
        JsVersion original = text.manifest().jsVersion();
        List<Source> sources = sources(zip);
        if (zip.file(MARKER).isPresent()) {
            write(sources, out);
            if (Files.mismatch(in, out) >= 0) throw packedAgain();
            return new Repacked(original, original);
        }
        Manifest.ListedFile marker = new Manifest.ListedFile('/' + MARKER, DigestUtils.md5Hex(MARKER_TEXT));
        JsVersion jsVersion = text.manifest().jsVersionWith(marker);
        sources.removeIf(source -> source.name.equals(Manifest.NAME));
        sources.add(Source.of(Manifest.NAME, text.withFile(marker, jsVersion).getBytes(StandardCharsets.UTF_8)));
        sources.add(Source.of(MARKER, MARKER_TEXT));
        NameClashes.refuse(
                sources.stream().map(source -> new EntryName(source.name)).toList());
        write(sources, out);
        return new Repacked(original, jsVersion);
    }

    /** Two contents of one jsVersion would come of it, and with them a delta for the wrong one. */
    private static RefusedPackage packedAgain() {
        return RefusedPackage.mismatch(
                "the package holds " + MARKER + ", the mark of a package that was stored here, but was"
                        + " packed again since: build it again from its sources, without that file");
    }

    private static List<Source> sources(StrictZip zip) {
        List<Source> sources = new ArrayList<>();
        for (ZipItem file : zip.files()) {
            sources.add(new Source(file.name(), file.size(), file.crc32(), () -> zip.read(file)));
        }
        return sources;
    }

    private static void write(List<Source> sources, Path out) throws IOException {
        sources.sort(
                Comparator.comparing(source -> source.name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));
        try (StoredZipWriter writer = new StoredZipWriter(new BufferedOutputStream(Files.newOutputStream(out)))) {
            for (Source source : sources) {
                try (InputStream content = source.content.open()) {
                    writer.store(source.name, source.size, source.crc32, content);
                }
            }
        }
    }

    private static JsVersion md5(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new JsVersion(DigestUtils.md5Hex(content));
        }
    }

    private interface Content {
        InputStream open() throws IOException;
    }

    private record Source(String name, long size, long crc32, Content content) {
        static Source of(String name, byte[] bytes) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            return new Source(name, bytes.length, crc.getValue(), () -> new ByteArrayInputStream(bytes));
        }
    }
}
