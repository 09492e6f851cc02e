package dev.patchbay.plan;

import dev.patchbay.release.Recorded;
import java.util.Map;

/** An app's halt rule was changed; announced inside the transaction of the change. */
public record HaltRuleChanged(String app, Map<String, String> before, Map<String, String> after) implements Recorded {
    @Override
    public String action() {
        return "app.halt";
    }

    @Override
    public String subject() {
        return "app/" + app;
    }
}
