package dev.patchbay.plan;

import dev.patchbay.release.Percent;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** What an app's release managers want done with a release that fails. */
@Entity
@Table(name = "halt_rules")
class HaltRule {
    @Id
    private String appName;

    @Version
    private @Nullable Long rowVersion;

    private String action;
    private int maxFailureRate;
    private long minDevices;

    @SuppressWarnings("NullAway.Init")
    protected HaltRule() {}

    HaltRule(String appName, HaltTerms terms) {
        this.appName = appName;
        become(terms);
    }

    final void become(HaltTerms terms) {
        action = terms.action().toString();
        maxFailureRate = terms.maxFailureRate().hundredths();
        minDevices = terms.minDevices();
    }

    HaltTerms terms() {
        return new HaltTerms(HaltAction.of(action), new Percent(maxFailureRate), minDevices);
    }
}
