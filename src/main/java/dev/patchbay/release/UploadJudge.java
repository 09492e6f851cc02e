package dev.patchbay.release;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.Inspection;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.Manifest;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.Platform;
import dev.patchbay.pack.RefusedPackage;
import dev.patchbay.pack.Repacker;
import dev.patchbay.pack.ZipSummary;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Judges an upload, the file first and then what was said about it, and writes it again where that is wanted. */
@Component
class UploadJudge {
    /** Below this share of deflated content, storing it would change little. */
    private static final double MOSTLY_DEFLATED = 0.2;

    private final PackageInspector inspector;
    private final Repacker repacker;
    private final Spool spool;

    UploadJudge(PackageInspector inspector, Repacker repacker, Spool spool) {
        this.inspector = inspector;
        this.repacker = repacker;
        this.spool = spool;
    }

    /** Judges the file alone: what is wrong with it is said before what is wrong with the fields beside it. */
    void judgeFile(AppName app, SpooledFile file) throws IOException {
        if (inspector.inspect(file.path()) instanceof Inspection.ErosPackage eros) requireMadeFor(app, eros.manifest());
    }

    Prepared judge(Upload upload) throws IOException {
        Inspection inspection = inspector.inspect(upload.file().path());
        List<String> warnings = new ArrayList<>(inspection.warnings());
        if (inspection instanceof Inspection.ErosPackage eros) {
            warnIfStoringWouldPay(upload, eros.summary(), warnings);
            return judgeEros(upload, eros.manifest(), warnings);
        }
        boolean zip = inspection instanceof Inspection.PlainZip;
        if (inspection instanceof Inspection.PlainZip plain) warnIfStoringWouldPay(upload, plain.summary(), warnings);
        return judgeOther(upload, zip, warnings);
    }

    private Prepared judgeEros(Upload upload, Manifest manifest, List<String> warnings) throws IOException {
        requireMadeFor(upload.app(), manifest);
        Map<Platform, NativeVersion> versions = versions(upload, manifest);
        Match match = upload.terms().match().orElse(Match.EXACT);
        Optional<Long> timestamp = Optional.of(manifest.timestamp().toEpochMilli());
        Packaging packaging = upload.terms().packaging();
        return prepare(upload, packaging, versions, match, manifest.jsVersion(), timestamp, warnings);
    }

    private static void requireMadeFor(AppName app, Manifest manifest) {
        if (!manifest.appName().equals(app)) {
            throw RefusedPackage.mismatch("md5.json names the app " + manifest.appName() + ", the upload the app " + app
                    + "; send it to the app it was made for");
        }
    }

    private static Map<Platform, NativeVersion> versions(Upload upload, Manifest manifest) {
        Map<Platform, NativeVersion> versions = new EnumMap<>(manifest.versions());
        for (Platform platform : upload.platforms()) {
            if (!versions.containsKey(platform)) {
                throw new RefusedField("platform", "md5.json names no version for " + platform);
            }
        }
        if (!upload.platforms().isEmpty()) versions.keySet().retainAll(upload.platforms());
        upload.version().ifPresent(version -> {
            if (!versions.values().stream().allMatch(version::equals)) {
                throw new RefusedField("version", "md5.json names another one; leave the field out");
            }
        });
        return versions;
    }

    private Prepared judgeOther(Upload upload, boolean zip, List<String> warnings) throws IOException {
        if (upload.platforms().isEmpty()) {
            throw new RefusedField("platform", "this file does not name its platforms itself; add the field");
        }
        NativeVersion version = upload.version()
                .orElseThrow(() -> new RefusedField(
                        "version", "this file does not name the app version it is for itself; add the field"));
        if (upload.terms().packaging() == Packaging.STORED && !zip && upload.insists()) {
            throw new RefusedField("packaging", "only a zip can be stored; leave the field out");
        }
        Packaging packaging = zip ? upload.terms().packaging() : Packaging.AS_IS;
        Map<Platform, NativeVersion> versions = new EnumMap<>(Platform.class);
        upload.platforms().forEach(platform -> versions.put(platform, version));
        Match match = upload.terms().match().orElse(Match.UP_TO);
        JsVersion jsVersion = new JsVersion(upload.file().md5());
        return prepare(upload, packaging, versions, match, jsVersion, Optional.empty(), warnings);
    }

    private Prepared prepare(
            Upload upload,
            Packaging packaging,
            Map<Platform, NativeVersion> versions,
            Match match,
            JsVersion uploaded,
            Optional<Long> timestamp,
            List<String> warnings)
            throws IOException {
        if (packaging == Packaging.AS_IS) {
            return new Prepared(versions, match, uploaded, timestamp, upload.file(), false, uploaded, warnings);
        }
        Path path = spool.emptyFile();
        try {
            JsVersion stored = repacker.repack(upload.file().path(), path).jsVersion();
            SpooledFile full = spool.adopt(path);
            return new Prepared(versions, match, stored, timestamp, full, true, uploaded, warnings);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static void warnIfStoringWouldPay(Upload upload, ZipSummary summary, List<String> warnings) {
        boolean asIs =
                upload.terms().packaging() == Packaging.AS_IS && !upload.terms().embedded();
        if (!asIs || summary.deflatedShare() < MOSTLY_DEFLATED) return;
        long packed = summary.packedBytes();
        warnings.add(Math.round(summary.deflatedShare() * 100)
                + " % of this package's content is deflated, where a delta"
                + " finds little in common with the version before: it is usually 40 to 60 % of the package, "
                + packed * 40 / 100 + " to " + packed * 60 / 100 + " bytes of this one. With packaging=stored it is"
                + " usually 2 to 8 %, " + packed * 2 / 100 + " to " + packed * 8 / 100
                + " bytes, once the version before"
                + " is stored as well. A full package then takes about as many bytes as now for clients that accept"
                + " gzip, a third less for those that accept br or zstd, and " + summary.unpackedBytes() + " bytes for"
                + " those that accept none of them.");
    }
}
