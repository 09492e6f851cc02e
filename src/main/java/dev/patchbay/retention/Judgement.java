package dev.patchbay.retention;

import dev.patchbay.release.Release;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What retention thinks of a release.
 *
 * @param needs why its bytes are kept; empty when nothing needs them
 * @param goesAt when they may go; empty while they are needed
 */
public record Judgement(Release release, Set<Need> needs, Optional<Instant> goesAt) {
    public boolean isNeeded() {
        return !needs.isEmpty();
    }
}
