package dev.patchbay.rollout;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the tags that a device sends in a query: {@code region:cn,group:beta}. */
public final class DeviceTags {
    private static final int MOST = 16;

    private DeviceTags() {}

    /** The first 16 tags; what has another form is no tag. */
    public static Map<String, String> of(@Nullable String text) {
        if (text == null || text.isBlank()) return Map.of();
        Map<String, String> tags = new HashMap<>();
        for (String tag : text.split(",", MOST + 1)) {
            int colon = tag.indexOf(':');
            if (colon > 0 && tags.size() < MOST) {
                tags.put(
                        tag.substring(0, colon).strip(),
                        tag.substring(colon + 1).strip());
            }
        }
        return tags;
    }
}
