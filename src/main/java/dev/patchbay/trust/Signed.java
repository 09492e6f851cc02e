package dev.patchbay.trust;

import java.util.Optional;
import java.util.Set;

/**
 * What devices are told of the statement that stands for a release.
 *
 * @param statement SHA-256 of its bytes, lower hex
 * @param bases the SHA-256 of the packages from which deltas may lead to it; empty: from any
 */
public record Signed(String statement, long sequence, Optional<Set<String>> bases) {
    /** Whether a delta from that package may be handed out. */
    public boolean allowsFrom(String base) {
        return bases.isEmpty() || bases.get().contains(base);
    }
}
