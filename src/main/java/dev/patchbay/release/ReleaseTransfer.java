package dev.patchbay.release;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.Inspection;
import dev.patchbay.pack.Manifest;
import dev.patchbay.pack.PackageInspector;
import dev.patchbay.pack.Platform;
import dev.patchbay.pack.RefusedPackage;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobPlacer;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Takes an app's releases out of one server's books, and into those of another. */
@Component
public class ReleaseTransfer {
    private final ReleaseRegister register;
    private final Apps apps;
    private final Releases releases;
    private final PackageInspector inspector;
    private final BlobPlacer placer;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReleaseTransfer(
            ReleaseRegister register,
            Apps apps,
            Releases releases,
            PackageInspector inspector,
            BlobPlacer placer,
            ApplicationEventPublisher events,
            Clock clock) {
        this.register = register;
        this.apps = apps;
        this.releases = releases;
        this.inspector = inspector;
        this.placer = placer;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What became of the releases of an archive.
     *
     * @param all each record's release
     * @param created those of them that were not here before
     * @param leading those of the created that are newer than all that was here of their platform
     */
    public record Entered(Map<ReleaseRecord, Release> all, List<Release> created, Set<Release> leading) {}

    /** Somebody else made the app at the same moment, so that it is here at the next try. Nothing was stored yet. */
    public static final class MadeMeanwhile extends RuntimeException {
        MadeMeanwhile(DataIntegrityViolationException cause) {
            super("The app was made at the same moment.", cause);
        }
    }

    /**
     * All of an app, the earliest first. Call it inside a transaction, which holds the app's row from then on: whatever changes
     * releases waits, so that what is read is of one moment.
     *
     * @throws UnknownApp when there is none of that name
     */
    public Map<Release, ReleaseRecord> allOf(AppName app) {
        if (apps.lock(app.text()).isEmpty()) throw new UnknownApp("There is no app of that name.");
        Map<Release, ReleaseRecord> all = new LinkedHashMap<>();
        for (Release release : releases.allOf(app.text())) all.put(release, ReleaseRecord.of(release));
        return all;
    }

    /**
     * Compares what a record says with the package itself: whoever made the archive may have written anything.
     *
     * @throws RefusedPackage when the package is refused, or is another than the record says
     * @throws RefusedField when the time is as far ahead as no package's may be
     */
    public void judge(AppName app, ReleaseRecord record, SpooledFile full) throws IOException {
        requireTime(record);
        Inspection inspection = inspector.inspect(full.path());
        if (inspection instanceof Inspection.ErosPackage eros) judge(app, record, eros.manifest());
        else if (record.eros()) throw mismatch(record, "the package has no md5.json");
        else if (record.packaging() == Packaging.AS_IS
                && !record.jsVersion().hex().equals(full.md5())) {
            throw mismatch(record, "the package's is " + full.md5());
        }
    }

    public void requireTime(ReleaseRecord record) {
        if (record.timestamp()
                > clock.instant().plus(PackageInspector.LARGEST_LEAD).toEpochMilli()) {
            throw new RefusedField("timestamp", "more than a day ahead of this server's clock");
        }
    }

    private static void judge(AppName app, ReleaseRecord record, Manifest manifest) {
        if (!record.eros()) throw mismatch(record, "the package is an eros package");
        if (!manifest.appName().equals(app)) throw mismatch(record, "the package is of another app");
        if (!manifest.jsVersion().equals(record.jsVersion())) throw mismatch(record, "the package has another");
        if (manifest.timestamp().toEpochMilli() != record.timestamp()) {
            throw mismatch(record, "the package has another timestamp");
        }
        // for another version perhaps: drafts can be moved
        if (!manifest.versions().containsKey(record.platform())) {
            throw mismatch(record, "the package is for another platform");
        }
    }

    private static RefusedPackage mismatch(ReleaseRecord record, String why) {
        return RefusedPackage.mismatch("the archive says " + record + ", but " + why);
    }

    /**
     * Enters what is not here yet, all or nothing. Call it inside a transaction; it holds the app's row. Once it has returned, a
     * rollback takes the files with it, so that nothing can be tried again with them.
     *
     * @param files by their SHA-256, whatever a new release may need
     * @throws ImportConflict when one is here with other bytes
     * @throws MadeMeanwhile when the same may be tried once more
     */
    public Entered enter(AppName app, List<ReleaseRecord> records, Map<BlobKey, SpooledFile> files) {
        lockOrMake(app);
        Map<ReleaseRecord, Release> all = new LinkedHashMap<>();
        List<Release> conflicts = new ArrayList<>();
        for (ReleaseRecord record : records) {
            Optional<Release> here = releases.identified(
                    app.text(),
                    record.platform().toString(),
                    record.version().canonical(),
                    record.jsVersion().hex());
            here.filter(release -> !isSame(release, record)).ifPresent(conflicts::add);
            here.ifPresent(release -> all.put(record, release));
        }
        if (!conflicts.isEmpty()) throw new ImportConflict(conflicts);
        Map<Platform, Long> newest = newest(app);
        List<Release> created = new ArrayList<>();
        Set<Release> leading = new HashSet<>();
        Set<BlobKey> wanted = new LinkedHashSet<>();
        for (ReleaseRecord record : records) {
            if (all.containsKey(record)) continue;
            record.bytes().forEach(content -> wanted.add(content.key()));
            Release release = releases.saveAndFlush(Release.of(app, record));
            all.put(record, release);
            created.add(release);
            if (release.timestamp() >= newest.getOrDefault(release.platform(), 0L)) leading.add(release);
        }
        place(wanted, files);
        return new Entered(all, created, leading);
    }

    /** Once all is entered that belongs to them; the newest first, since its deltas are wanted first. */
    public void announce(List<Release> created) {
        for (int i = created.size() - 1; i >= 0; i--) events.publishEvent(new ReleaseImported(created.get(i)));
    }

    private Map<Platform, Long> newest(AppName app) {
        Map<Platform, Long> newest = new EnumMap<>(Platform.class);
        for (Platform platform : Platform.values()) {
            Long here = releases.newest(app.text(), platform.toString());
            if (here != null) newest.put(platform, here);
        }
        return newest;
    }

    private static boolean isSame(Release release, ReleaseRecord record) {
        if (release.full().isEmpty() || record.full().isEmpty()) {
            return release.full().isEmpty() == record.full().isEmpty()
                    && release.jsPath().equals(record.jsPath());
        }
        return release.knows(record.full().get());
    }

    private void lockOrMake(AppName app) {
        try {
            register.lockOrMake(app.text());
        } catch (DataIntegrityViolationException e) {
            throw new MadeMeanwhile(e);
        }
    }

    private void place(Set<BlobKey> wanted, Map<BlobKey, SpooledFile> files) {
        List<SpooledFile> all = new ArrayList<>();
        for (BlobKey key : wanted) {
            all.add(Objects.requireNonNull(files.get(key), "a file of the archive is missing"));
        }
        try {
            placer.placeAll(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
