package dev.patchbay.release;

import java.util.Map;

/** Links already given out for the release stop working; who has it keeps it. */
public record ReleaseWithdrawn(Release release, State from, String reason) implements ReleaseEvent {
    @Override
    public Map<String, String> before() {
        return Map.of("state", from.toString());
    }

    @Override
    public Map<String, String> after() {
        return Map.of("state", release.state().toString(), "reason", reason);
    }
}
