package dev.patchbay.release;

import java.util.Map;

/** Something happened to a release; announced inside the transaction in which it happens. */
public sealed interface ReleaseEvent
        permits ReleaseUploaded,
                SecondContentKnown,
                ReleasePublished,
                ReleasePaused,
                ReleaseResumed,
                ReleaseWithdrawn,
                ReleaseRolledBack,
                ReleaseCameBack,
                ReleaseChanged,
                ReleaseRetired,
                ReleaseImported {
    Release release();

    /** What was before, in the words of the HTTP contract; empty where there was nothing. */
    default Map<String, String> before() {
        return Map.of();
    }

    /** What is now, in the words of the HTTP contract. */
    default Map<String, String> after() {
        return Map.of("state", release().state().toString());
    }
}
