package dev.patchbay.update;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a device gets what it gets.
 *
 * @param decision the very decision that the device would get
 * @param steps what led to it, in the order in which it was considered
 */
public record Explanation(UpdateDecision decision, List<Step> steps) {

    /**
     * One thing that was considered.
     *
     * @param rule which rule spoke: version, held, state, allow-list, tags, percentage, strike, bytes, load,
     *     delta, priority
     * @param releaseId of which release; null where it was about the device
     * @param outcome what came of it, in one word
     * @param detail the same for people, in a sentence with the numbers
     */
    public record Step(String rule, @Nullable String releaseId, String outcome, String detail) {}
}
