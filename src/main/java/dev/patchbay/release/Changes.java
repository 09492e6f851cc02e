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
        Optional<Match> match) {}
