package dev.patchbay.release;

import java.util.List;
import java.util.Optional;

/** Which release devices go back to when another one is rolled back. */
public final class RollbackTarget {
    private RollbackTarget() {}

    /**
     * The newest older one that is published for everybody, or else the newest older one that is published at all.
     *
     * @param line everything the app has on the platform, newest first
     */
    public static Optional<Release> of(Release bad, List<Release> line) {
        List<Release> older = line.stream()
                .filter(other -> bad.newerThan(other) && other.meets(bad))
                .filter(other -> other.state() == State.PUBLISHED && !other.embedded())
                .toList();
        return older.stream()
                .filter(other -> other.audience().isEverybody())
                .findFirst()
                .or(() -> older.stream().findFirst());
    }
}
