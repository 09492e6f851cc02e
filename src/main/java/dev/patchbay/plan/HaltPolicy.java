package dev.patchbay.plan;

import dev.patchbay.release.Apps;
import dev.patchbay.release.UnknownApp;
import dev.patchbay.storage.Durability;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Says for each app when a release is halted: by the app's own rule, or else by the server's settings. */
@Component
public class HaltPolicy {
    private final HaltRules rules;
    private final Apps apps;
    private final HaltTerms standard;
    private final ApplicationEventPublisher events;
    private final Durability durability;
    private final TransactionTemplate transaction;

    HaltPolicy(
            HaltRules rules,
            Apps apps,
            HaltSettings settings,
            ApplicationEventPublisher events,
            Durability durability,
            PlatformTransactionManager transactions) {
        this.rules = rules;
        this.apps = apps;
        this.standard = settings.terms();
        this.events = events;
        this.durability = durability;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** What holds for an app. */
    public HaltTerms of(String app) {
        return rules.findById(app).map(HaltRule::terms).orElse(standard);
    }

    /** Whether the app has a rule of its own. */
    public boolean isOwn(String app) {
        return rules.findById(app).isPresent();
    }

    /**
     * @param terms empty for the server's settings again
     * @throws UnknownApp when there is none of that name
     */
    public void set(String app, Optional<HaltTerms> terms) {
        transaction.executeWithoutResult(status -> {
            if (apps.lock(app).isEmpty()) throw new UnknownApp("There is no app of that name.");
            HaltTerms before = of(app);
            Optional<HaltRule> rule = rules.findById(app);
            if (terms.isEmpty()) rule.ifPresent(rules::delete);
            else if (rule.isPresent()) rule.get().become(terms.get());
            else rules.save(new HaltRule(app, terms.get()));
            tell(app, before, terms.orElse(standard));
        });
        durability.secure();
    }

    /** Of an app that has no rule of its own; inside a transaction, under the app's lock. */
    void enter(String app, HaltTerms terms) {
        rules.save(new HaltRule(app, terms));
        tell(app, standard, terms);
    }

    private void tell(String app, HaltTerms before, HaltTerms after) {
        if (!after.equals(before)) events.publishEvent(new HaltRuleChanged(app, facts(before), facts(after)));
    }

    private static Map<String, String> facts(HaltTerms terms) {
        return Map.of(
                "action", terms.action().toString(),
                "maxFailureRate", terms.maxFailureRate().toString(),
                "minDevices", String.valueOf(terms.minDevices()));
    }
}
