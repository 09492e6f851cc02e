package dev.patchbay.webhook;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a webhook can be told of. */
enum Topic {
    RELEASE_PUBLISHED,
    RELEASE_PAUSED,
    RELEASE_RESUMED,
    RELEASE_WITHDRAWN,
    RELEASE_ROLLED_BACK,
    RELEASE_HALTED,
    PLAN_STEP,
    PLAN_COMPLETED,
    PLAN_ENDED,
    DELTA_FAILED,
    /** What the test button sends; no webhook has to ask for it. */
    PING;

    static Topic of(String text) {
        for (Topic topic : all()) {
            if (topic.toString().equals(text)) return topic;
        }
        throw new IllegalArgumentException(
                "an event is one of " + all().stream().map(Topic::toString).collect(Collectors.joining(", ")));
    }

    /** All that can be asked for. */
    static Set<Topic> all() {
        return EnumSet.complementOf(EnumSet.of(PING));
    }

    static Set<Topic> ofText(String text) {
        return Arrays.stream(text.split(" "))
                .map(Topic::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
    }

    /** Such as {@code release.rolled-back}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
    }
}
