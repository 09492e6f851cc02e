package dev.patchbay.plan;

import dev.patchbay.release.Changes;
import dev.patchbay.release.RefusedField;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseEditor;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * Changes a release and its plan together. A plan says the rollout: setting one narrows or widens the release to the step
 * it begins with, and a rollout set by hand ends the plan, because the last word is the release manager's.
 */
@Component
public class PlanEditor {
    private final ReleaseEditor editor;
    private final PlanDesk desk;

    PlanEditor(ReleaseEditor editor, PlanDesk desk) {
        this.editor = editor;
        this.desk = desk;
    }

    /**
     * As {@link ReleaseEditor#edit}.
     *
     * @param plan an empty inner value removes the plan
     * @throws RefusedField when a rollout comes with a plan
     */
    public Release edit(
            String app, long id, OptionalLong expected, Changes changes, Optional<Optional<PlanTerms>> plan) {
        if (plan.isEmpty()) {
            return editor.edit(app, id, expected, release -> changes, release -> {
                if (changes.rollout().isPresent()) desk.end(release, "the rollout was set by hand");
            });
        }
        if (plan.get().isEmpty()) return editor.edit(app, id, expected, release -> changes, desk::remove);
        PlanTerms terms = plan.get().get();
        if (changes.rollout().isPresent()) {
            throw new RefusedField("plan", "its first step says the rollout; leave the member rollout out");
        }
        return editor.edit(
                app, id, expected, release -> following(release, changes, terms), release -> desk.set(release, terms));
    }

    private Changes following(Release release, Changes changes, PlanTerms terms) {
        if (desk.has(release.id(), terms)) return changes;
        Step first = terms.steps().get(desk.firstStep(release.id(), terms));
        return changes.withRollout(first.rollout());
    }
}
