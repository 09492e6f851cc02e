package dev.patchbay.archive;

import dev.patchbay.pack.AppName;
import dev.patchbay.plan.PlanTransfer;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseRecord;
import dev.patchbay.release.ReleaseTransfer;
import dev.patchbay.trust.SignedRecord;
import dev.patchbay.trust.TrustTransfer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes down what an archive holds of an app and is not here yet: releases with their plans and statements, keys, halt rule. */
@Component
class AppEntry {
    private final ReleaseTransfer releases;
    private final TrustTransfer trust;
    private final PlanTransfer plans;
    private final ApplicationEventPublisher events;

    AppEntry(ReleaseTransfer releases, TrustTransfer trust, PlanTransfer plans, ApplicationEventPublisher events) {
        this.releases = releases;
        this.trust = trust;
        this.plans = plans;
        this.events = events;
    }

    /**
     * What it led to.
     *
     * @param created releases that are new here
     * @param known how many were here already, and were left as they are
     */
    record Result(AppName app, List<Release> created, int known) {}

    /** All or nothing, files too. */
    @Transactional
    Result enter(ArchivedApp app) {
        List<ReleaseRecord> records = new ArrayList<>(app.releases().keySet());
        ReleaseTransfer.Entered entered = releases.enter(app.name(), records, app.files());
        boolean changed = enterRules(app);
        Set<Release> created = Set.copyOf(entered.created());
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
            String madeAt = app.list().madeAt().toString();
            events.publishEvent(new AppImported(app.name().text(), madeAt, created.size(), known));
        }
        return new Result(app.name(), entered.created(), known);
    }

    /** Returns whether any is new here. */
    private boolean enterRules(ArchivedApp app) {
        boolean changed = trust.enterKeys(app.name(), app.list().keys());
        Listed.Halt halt = app.list().halt();
        return halt != null && plans.enter(app.name(), halt.terms()) || changed;
    }
}
