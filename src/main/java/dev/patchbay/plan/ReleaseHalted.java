package dev.patchbay.plan;

import dev.patchbay.release.Release;
import java.util.Map;

/**
 * A release was paused or rolled back because it fails on devices; announced inside the transaction of that verb.
 *
 * @param byItself whether the server did it by itself; else a crash reporter asked for it
 * @param reason with the numbers, for people
 */
public record ReleaseHalted(Release release, HaltAction action, boolean byItself, Outcome outcome, String reason) {
    /** In the words of the HTTP contract. */
    public Map<String, String> facts() {
        return Map.of(
                "action", action.toString(),
                "by", byItself ? "server" : "request",
                "failed", String.valueOf(outcome.failed()),
                "devices", String.valueOf(outcome.devices()),
                "reason", reason);
    }
}
