package dev.patchbay.plan;

import dev.patchbay.release.Recorded;
import dev.patchbay.release.Release;
import java.util.Locale;
import java.util.Map;

/** Something happened to a release's plan; announced inside the transaction in which it happens. */
public record PlanChanged(Release release, What what, Map<String, String> after) implements Recorded {
    /** What happened. */
    public enum What {
        SET,
        REMOVED,
        /** A step began. */
        STEP,
        COMPLETED,
        ENDED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String action() {
        return "plan." + what;
    }

    @Override
    public String app() {
        return release.appName();
    }

    @Override
    public String subject() {
        return "release/" + release.id();
    }
}
