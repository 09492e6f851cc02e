package dev.patchbay.release;

import java.util.Map;

/** Nobody new gets the release; who has it keeps it. */
public record ReleasePaused(Release release, String reason) implements ReleaseEvent {
    @Override
    public Map<String, String> before() {
        return Map.of("state", State.PUBLISHED.toString());
    }

    @Override
    public Map<String, String> after() {
        return Map.of("state", release.state().toString(), "reason", reason);
    }
}
