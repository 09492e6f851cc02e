package dev.patchbay.release;

import dev.patchbay.pack.NativeVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a release manager wants different; an empty member leaves things as they are.
 *
 * @param deadline an empty inner value removes the deadline
 */
public record Changes(
        Optional<Percent> rollout,
        Optional<Set<DeviceId>> allow,
        Optional<TagRule> tags,
        Optional<Priority> priority,
        Optional<Optional<Instant>> deadline,
        Optional<String> notes,
        Optional<Boolean> pinned,
        Optional<NativeVersion> version,
        Optional<Match> match) {
    public static final Changes NONE = new Changes(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The same with another rollout. */
    public Changes withRollout(Percent to) {
        return new Changes(Optional.of(to), allow, tags, priority, deadline, notes, pinned, version, match);
    }
}
