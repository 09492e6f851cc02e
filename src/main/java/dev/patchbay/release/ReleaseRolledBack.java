package dev.patchbay.release;

import java.util.Map;

/** The release is withdrawn and who has it goes back to what was before. */
public record ReleaseRolledBack(Release release, State from, String reason) implements ReleaseEvent {
    @Override
    public Map<String, String> before() {
        return Map.of("state", from.toString());
    }

    @Override
    public Map<String, String> after() {
        return Map.of("state", release.state().toString(), "rolledBack", "true", "reason", reason);
    }
}
