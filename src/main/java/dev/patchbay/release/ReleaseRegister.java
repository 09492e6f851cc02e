package dev.patchbay.release;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.storage.BlobPlacer;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Enters what was judged into the books. Call it inside a transaction: it holds the app's row, so that uploads to one app
 * are entered one after the other and each sees those before it.
 */
@Component
class ReleaseRegister {
    private final Apps apps;
    private final Releases releases;
    private final BlobPlacer blobs;
    private final PackageHealer healer;
    private final ReleaseRenewal renewal;
    private final PublishingTime time;
    private final NearReleases near;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final SecureRandom random;

    ReleaseRegister(
            Apps apps,
            Releases releases,
            BlobPlacer blobs,
            PackageHealer healer,
            ReleaseRenewal renewal,
            PublishingTime time,
            NearReleases near,
            ApplicationEventPublisher events,
            Clock clock,
            SecureRandom random) {
        this.apps = apps;
        this.releases = releases;
        this.blobs = blobs;
        this.healer = healer;
        this.renewal = renewal;
        this.time = time;
        this.near = near;
        this.events = events;
        this.clock = clock;
        this.random = random;
    }

    /**
     * @param store whether the files are stored as well; false for a rehearsal
     */
    Publication enter(Upload upload, Prepared prepared, Endorsement endorsement, boolean store) {
        lockOrMake(upload.app().text());
        Content full = Content.of(prepared.full());
        Content original = Content.of(upload.file());
        List<Optional<Release>> known = sorted(prepared).stream()
                .map(target -> find(upload, prepared, target))
                .toList();
        boolean renews = endorsement.renews(
                PreparedUpload.of(upload, prepared),
                known.stream().flatMap(Optional::stream).toList());
        for (Optional<Release> release : known) {
            release.ifPresent(one -> requireAcceptable(one, upload, full, renews));
        }
        if (store) {
            store(prepared.full());
            if (prepared.rewritten()) store(upload.file());
            known.forEach(release -> release.ifPresent(this::heal));
        }
        List<Release> entered = new ArrayList<>();
        List<String> warnings = new ArrayList<>(prepared.warnings());
        boolean created = false;
        for (Map.Entry<Platform, NativeVersion> target : sorted(prepared)) {
            Optional<Release> existing = known.get(entered.size());
            if (existing.isEmpty()) {
                Release release = create(upload, prepared, target, full, original);
                warnIfOlder(release, warnings);
                entered.add(release);
                created = true;
            } else {
                created |= renews
                        ? renewal.renew(existing.get(), prepared, full, warnings)
                        : addContent(existing.get(), full, warnings);
                entered.add(existing.get());
            }
        }
        endorsement.keep(entered);
        return new Publication(entered, created, warnings);
    }

    private static List<Map.Entry<Platform, NativeVersion>> sorted(Prepared prepared) {
        return prepared.versions().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
    }

    /** Waits for its turn with the app; makes it when there is none, before any bytes are stored for it. */
    void lockOrMake(String app) {
        if (apps.lock(app).isEmpty()) apps.saveAndFlush(new App(app, clock.instant()));
    }

    private Optional<Release> find(Upload upload, Prepared prepared, Map.Entry<Platform, NativeVersion> target) {
        return releases.identified(
                upload.app().text(),
                target.getKey().toString(),
                target.getValue().canonical(),
                prepared.jsVersion().hex());
    }

    private static void requireAcceptable(Release release, Upload upload, Content full, boolean renews) {
        if (release.knows(full)) return;
        if (release.full().isEmpty()) {
            throw new ForbiddenByState("Release " + release.id() + " was announced with its files under a jsPath;"
                    + " its bytes cannot be added afterwards. Withdraw it and publish a new package.");
        }
        if (renews && release.eros() && !release.embedded() && release.state() != State.DRAFT) return;
        if (!upload.terms().embedded()) throw new ReleaseConflict(release);
    }

    private void store(SpooledFile file) {
        try {
            blobs.place(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void heal(Release release) {
        try {
            healer.heal(release);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean addContent(Release existing, Content bytes, List<String> warnings) {
        if (existing.bytesGoneAt().isPresent()) {
            warnings.add("Release " + existing.id()
                    + " was withdrawn and its bytes removed by retention; this upload does not"
                    + " bring it back. Publish the content for another version, or pack it anew.");
            return false;
        }
        if (existing.knows(bytes)) return false;
        existing.alsoKnownAs(bytes);
        releases.saveAndFlush(existing);
        String warning =
                "Two contents are known for jsVersion " + existing.jsVersion() + " now; devices that report it get the"
                        + " full package, since a delta might be for the other content.";
        if (!warnings.contains(warning)) warnings.add(warning);
        events.publishEvent(new SecondContentKnown(existing, bytes));
        return true;
    }

    private Release create(
            Upload upload,
            Prepared prepared,
            Map.Entry<Platform, NativeVersion> target,
            Content full,
            Content original) {
        Instant now = clock.instant();
        Release release = new Release(
                        new Release.Identity(
                                upload.app().text(), target.getKey(), target.getValue(), prepared.jsVersion()),
                        prepared.match(),
                        prepared.timestamp()
                                .orElseGet(() -> time.next(upload.app().text(), target.getKey())),
                        prepared.eros(),
                        upload.terms().packed(prepared.packaging()),
                        newSalt(),
                        new Release.Made(now, upload.by()))
                .handingOut(full);
        if (!prepared.uploadedVersion().equals(prepared.jsVersion())) {
            release.writtenFrom(prepared.uploadedVersion(), original);
        }
        return save(release);
    }

    /** Saves a new release and tells of it. */
    Release save(Release release) {
        Release saved = releases.saveAndFlush(release);
        events.publishEvent(new ReleaseUploaded(saved));
        if (saved.state() == State.PUBLISHED && !saved.embedded()) events.publishEvent(new ReleasePublished(saved));
        return saved;
    }

    String newSalt() {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    private void warnIfOlder(Release release, List<String> warnings) {
        if (release.embedded()) return;
        near.newerThan(release)
                .filter(other -> other.state() == State.PUBLISHED && !other.embedded())
                .findFirst()
                .ifPresent(newest -> warnings.add("This package will not be offered on " + release.platform()
                        + " while release " + newest.id() + " is: its timestamp " + release.timestamp()
                        + " is no newer than " + newest.timestamp() + "."));
    }
}
