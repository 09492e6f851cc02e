package dev.patchbay.plan;

import dev.patchbay.release.Recorded;
import dev.patchbay.release.Release;
import java.util.Map;

/**
 * A release was paused or rolled back because it fails on devices; announced inside the transaction of that verb.
 *
 * @param verb what was done: pause or rollback
 * @param byItself whether the server did it by itself; else a crash reporter asked for it
 * @param reason with the numbers, for people
 */
public record ReleaseHalted(Release release, HaltAction verb, boolean byItself, Outcome outcome, String reason)
        implements Recorded {
    @Override
    public String action() {
        return "release.halted";
    }

    @Override
    public String app() {
        return release.appName();
    }

    @Override
    public String subject() {
        return "release/" + release.id();
    }

    @Override
    public Map<String, String> after() {
        return Map.of(
                "action", verb.toString(),
                "by", byItself ? "server" : "request",
                "failed", String.valueOf(outcome.failed()),
                "devices", String.valueOf(outcome.devices()),
                "reason", reason);
    }
}
