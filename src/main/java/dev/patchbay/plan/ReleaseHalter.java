package dev.patchbay.plan;

import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseLifecycle;
import dev.patchbay.release.State;
import dev.patchbay.release.UnknownRelease;
import dev.patchbay.release.Verb;
import dev.patchbay.trust.RefusedStatement;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Stops a release that fails on devices, with the verb that its app wants for that. Halting what is halted already changes
 * nothing.
 */
@Component
public class ReleaseHalter {
    private final HaltPolicy policy;
    private final Halts halts;
    private final Outcomes outcomes;
    private final ReleaseLifecycle lifecycle;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReleaseHalter(
            HaltPolicy policy,
            Halts halts,
            Outcomes outcomes,
            ReleaseLifecycle lifecycle,
            ApplicationEventPublisher events,
            Clock clock) {
        this.policy = policy;
        this.halts = halts;
        this.outcomes = outcomes;
        this.lifecycle = lifecycle;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Halts because someone outside says so: by the app's own action, or by a pause where the automatic halt is off.
     *
     * @param reason may be empty
     * @return the release, halted now or before
     * @throws UnknownRelease when the app has no such release
     * @throws dev.patchbay.release.ForbiddenByState when it is a draft or embedded: nobody was given it
     */
    public Release halt(String app, long id, String reason) {
        HaltAction wanted = policy.of(app).action();
        HaltAction action = wanted == HaltAction.OFF ? HaltAction.PAUSE : wanted;
        return halt(action, app, id, reason, false, outcomes.of(id));
    }

    /** Halts when the app's rule says so; what was reported before an earlier halt does not count again. */
    void judge(String app, long id) {
        HaltTerms terms = policy.of(app);
        if (terms.action() == HaltAction.OFF) return;
        Outcome now = outcomes.of(id);
        Outcome counted = now.since(halts.findById(id).map(Halt::outcome).orElse(Outcome.UNKNOWN));
        Optional<String> reason = terms.reason(counted);
        reason.ifPresent(why -> halt(terms.action(), app, id, "halted by itself: " + why, true, now));
    }

    /** What only its makers can sign cannot be gone back to by itself; a pause is always possible. */
    private Release halt(HaltAction action, String app, long id, String reason, boolean byItself, Outcome outcome) {
        if (action != HaltAction.ROLLBACK) return use(action, app, id, reason, byItself, outcome);
        try {
            return use(action, app, id, reason, byItself, outcome);
        } catch (RefusedStatement e) {
            String why = reason + " (paused, since what came before has to be signed anew to go back to it)";
            return use(HaltAction.PAUSE, app, id, why, byItself, outcome);
        }
    }

    private Release use(HaltAction action, String app, long id, String reason, boolean byItself, Outcome outcome) {
        Verb verb = action == HaltAction.ROLLBACK ? Verb.ROLLBACK : Verb.PAUSE;
        return lifecycle.applyIf(release -> needs(release, verb, byItself), verb, app, id, reason, release -> {
            Halt halt = halts.findById(id).orElseGet(() -> new Halt(id));
            halts.save(halt.at(clock.instant(), outcome));
            events.publishEvent(new ReleaseHalted(release, action, byItself, outcome, reason));
        });
    }

    /** The server leaves alone what a person has paused; a request may still roll that back. */
    private static boolean needs(Release release, Verb verb, boolean byItself) {
        if (release.state() == State.WITHDRAWN) return false;
        if (byItself) return release.state() == State.PUBLISHED && !release.embedded();
        return release.state() != State.PAUSED || verb == Verb.ROLLBACK;
    }
}
