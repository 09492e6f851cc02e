package dev.patchbay.archive;

import dev.patchbay.pack.AppName;
import dev.patchbay.plan.PlanTransfer;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseRecord;
import dev.patchbay.release.ReleaseTransfer;
import dev.patchbay.storage.Durability;
import dev.patchbay.storage.SpooledFile;
import dev.patchbay.trust.SignedRecord;
import dev.patchbay.trust.TrustTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Enters the app of an archive, all or nothing. Nothing in it is believed: beside what {@link ArchiveReader} looks at, each package
 * is compared with its release, and each signature is checked.
 */
@Component
class AppImporter {
    private final ArchiveReader reader;
    private final ReleaseTransfer releases;
    private final TrustTransfer trust;
    private final PlanTransfer plans;
    private final Durability durability;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    AppImporter(
            ArchiveReader reader,
            ReleaseTransfer releases,
            TrustTransfer trust,
            PlanTransfer plans,
            Durability durability,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.reader = reader;
        this.releases = releases;
        this.trust = trust;
        this.plans = plans;
        this.durability = durability;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What an import led to.
     *
     * @param created releases that are new here
     * @param known how many were here already, and were left as they are
     */
    record Result(AppName app, List<Release> created, int known) {}

    /**
     * @throws RefusedArchive when it is no archive, or not a whole one
     * @throws dev.patchbay.pack.RefusedPackage when a package is refused, or is not what the list says
     * @throws dev.patchbay.release.ImportConflict when releases are here with other bytes
     * @throws IOException when it cannot be read or stored; nothing is left then
     */
    Result take(InputStream in) throws IOException {
        try (ArchivedApp app = reader.read(in)) {
            for (ReleaseRecord release : app.releases().keySet()) judge(app, release);
            Result result = enterTwice(app);
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
    private Result enterTwice(ArchivedApp app) {
        try {
            return enter(app);
        } catch (ReleaseTransfer.MadeMeanwhile e) {
            return enter(app);
        }
    }

    private Result enter(ArchivedApp app) {
        Result result = transaction.execute(status -> {
            List<ReleaseRecord> records = new ArrayList<>(app.releases().keySet());
            ReleaseTransfer.Entered entered = releases.enter(app.name(), records, app.files());
            boolean changed = trust.enterKeys(app.name(), app.list().keys());
            if (app.list().halt() != null) {
                changed |= plans.enter(app.name(), app.list().halt().terms());
            }
            Set<Release> created = new HashSet<>(entered.created());
            Map<Release, List<SignedRecord>> statements = new LinkedHashMap<>();
            entered.all().forEach((record, release) -> {
                Listed.One one = app.releases().get(record);
                if (one == null || !created.contains(release)) return;
                statements.put(release, one.statements());
                if (one.plan() != null) plans.enter(release, one.plan().record());
            });
            trust.enterStatements(app.name(), statements, entered.leading());
            releases.announce(entered.created());
            int known = records.size() - created.size();
            if (changed || !created.isEmpty()) {
                events.publishEvent(
                        new AppImported(app.name().text(), app.list().madeAt().toString(), created.size(), known));
            }
            return new Result(app.name(), entered.created(), known);
        });
        if (result == null) throw new IllegalStateException("nothing was entered");
        return result;
    }
}
