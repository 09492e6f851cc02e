package dev.patchbay.release;

import java.util.Map;

/** A paused release is offered again. */
public record ReleaseResumed(Release release, String reason) implements ReleaseEvent {
    @Override
    public Map<String, String> before() {
        return Map.of("state", State.PAUSED.toString());
    }

    @Override
    public Map<String, String> after() {
        return Map.of("state", release.state().toString(), "reason", reason);
    }
}
