package dev.patchbay.rollout;

import dev.patchbay.release.DeviceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The device that asks.
 *
 * @param id what it calls itself; stock eros devices say nothing
 * @param address what stands in for a missing id in percentages; null where that is switched off
 * @param tags what it says about itself: region, user group, model
 */
public record Device(@Nullable DeviceId id, @Nullable String address, Map<String, String> tags) {

    /** What tells it from others, and what its bucket is computed from; null for a device that nothing tells from others. */
    public @Nullable String key() {
        return id != null ? id.text() : address;
    }
}
