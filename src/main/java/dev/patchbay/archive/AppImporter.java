package dev.patchbay.archive;

import dev.patchbay.release.ReleaseRecord;
import dev.patchbay.release.ReleaseTransfer;
import dev.patchbay.storage.Durability;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Enters the app of an archive, all or nothing. Nothing in it is believed: beside what {@link ArchiveReader} looks at, each package
 * is compared with its release, and each signature is checked.
 */
@Component
class AppImporter {
    private final ArchiveReader reader;
    private final ReleaseTransfer releases;
    private final AppEntry entry;
    private final Durability durability;

    AppImporter(ArchiveReader reader, ReleaseTransfer releases, AppEntry entry, Durability durability) {
        this.reader = reader;
        this.releases = releases;
        this.entry = entry;
        this.durability = durability;
    }

    /**
     * @throws RefusedArchive when it is no archive, or not a whole one
     * @throws dev.patchbay.pack.RefusedPackage when a package is refused, or is not what the list says
     * @throws dev.patchbay.release.ImportConflict when releases are here with other bytes
     * @throws IOException when it cannot be read or stored; nothing is left then
     */
    AppEntry.Result take(InputStream in) throws IOException {
        try (ArchivedApp app = reader.read(in)) {
            for (ReleaseRecord release : app.releases().keySet()) judge(app, release);
            AppEntry.Result result = enterTwice(app);
            durability.secure();
            return result;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void judge(ArchivedApp app, ReleaseRecord release) throws IOException {
        Optional<SpooledFile> full = release.full().map(content -> app.files().get(content.key()));
        if (full.isPresent()) releases.judge(app.name(), release, full.get());
        else releases.requireTime(release);
    }

    /** Of what fails once files were stored nothing is tried again: they went with the transaction. */
    private AppEntry.Result enterTwice(ArchivedApp app) {
        try {
            return entry.enter(app);
        } catch (ReleaseTransfer.MadeMeanwhile e) {
            return entry.enter(app);
        }
    }
}
