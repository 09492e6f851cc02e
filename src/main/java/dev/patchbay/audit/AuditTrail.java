package dev.patchbay.audit;

import static java.util.Map.entry;

import dev.patchbay.release.Recorded;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseCameBack;
import dev.patchbay.release.ReleaseChanged;
import dev.patchbay.release.ReleaseEvent;
import dev.patchbay.release.ReleaseImported;
import dev.patchbay.release.ReleasePaused;
import dev.patchbay.release.ReleasePublished;
import dev.patchbay.release.ReleaseResumed;
import dev.patchbay.release.ReleaseRetired;
import dev.patchbay.release.ReleaseRolledBack;
import dev.patchbay.release.ReleaseUploaded;
import dev.patchbay.release.ReleaseWithdrawn;
import dev.patchbay.release.SecondContentKnown;
import dev.patchbay.report.StrikesCleared;
import dev.patchbay.trust.SealKeyChanged;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Adds to the trail, in the transaction of the change itself: both are there afterwards, or neither. */
@Component
public class AuditTrail {
    private static final Map<Class<? extends ReleaseEvent>, String> ACTIONS = Map.ofEntries(
            entry(ReleaseUploaded.class, "release.uploaded"),
            entry(ReleaseImported.class, "release.imported"),
            entry(SecondContentKnown.class, "release.second-content"),
            entry(ReleasePublished.class, "release.published"),
            entry(ReleasePaused.class, "release.paused"),
            entry(ReleaseResumed.class, "release.resumed"),
            entry(ReleaseWithdrawn.class, "release.withdrawn"),
            entry(ReleaseRolledBack.class, "release.rolled-back"),
            entry(ReleaseCameBack.class, "release.came-back"),
            entry(ReleaseChanged.class, "release.changed"),
            entry(ReleaseRetired.class, "release.retired"));

    private final AuditHeads heads;
    private final AuditEntries entries;
    private final CurrentActor actor;
    private final Clock clock;
    private final JsonMapper json;

    AuditTrail(AuditHeads heads, AuditEntries entries, CurrentActor actor, Clock clock, JsonMapper json) {
        this.heads = heads;
        this.entries = entries;
        this.actor = actor;
        this.clock = clock;
        this.json = json;
    }

    @EventListener
    void on(ReleaseEvent event) {
        Release release = event.release();
        String action = ACTIONS.getOrDefault(event.getClass(), "release");
        record(action, release.appName(), "release/" + release.id(), event.before(), event.after());
    }

    @EventListener
    void on(StrikesCleared event) {
        Map<String, String> before = Map.of("strikes", String.valueOf(event.devices()));
        record("release.strikes-cleared", event.app(), "release/" + event.release(), before, Map.of("strikes", "0"));
    }

    @EventListener
    void on(SealKeyChanged change) {
        record(change.action(), change.app(), change.subject(), Map.of(), change.after());
    }

    @EventListener
    void on(Recorded change) {
        record(change.action(), change.app(), change.subject(), change.before(), change.after());
    }

    /**
     * Writes one entry; whoever changes something must call it inside the change's transaction.
     *
     * @param app null for what belongs to no app
     * @param subject what was changed, such as {@code key/7}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(
            String action,
            @Nullable String app,
            String subject,
            Map<String, String> before,
            Map<String, String> after) {
        AuditHead head = heads.lock().orElseThrow(() -> new IllegalStateException("the audit trail has no end row"));
        AuditEntry entry = entries.save(new AuditEntry(
                head.next(),
                clock.instant(),
                actor.get(),
                new AuditEntry.Act(action, app, subject),
                json.writeValueAsString(new TreeMap<>(before)),
                json.writeValueAsString(new TreeMap<>(after)),
                head.hash()));
        head.moveTo(entry);
        heads.save(head);
    }
}
