package dev.patchbay.release;

import java.util.Map;
import java.util.TreeMap;

/** A release came from another server, in whatever state it was there. Nobody's devices got it by this for the first time. */
public record ReleaseImported(Release release) implements ReleaseEvent {
    @Override
    public Map<String, String> after() {
        Map<String, String> after = new TreeMap<>();
        after.put("state", release.state().toString());
        after.put("rollout", release.audience().rollout().toString());
        release.full().ifPresent(full -> after.put("sha256", full.key().sha256()));
        return after;
    }
}
