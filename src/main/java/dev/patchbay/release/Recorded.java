package dev.patchbay.release;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change that belongs into the audit trail; announced as an event inside the change's own transaction. */
public interface Recorded {
    /** What was done, such as {@code plan.step}. */
    String action();

    /** Null for what belongs to no app. */
    @Nullable
    String app();

    /** What was changed, such as {@code release/7}. */
    String subject();

    /** What was before; empty where there was nothing. */
    default Map<String, String> before() {
        return Map.of();
    }

    /** What is now. */
    Map<String, String> after();
}
