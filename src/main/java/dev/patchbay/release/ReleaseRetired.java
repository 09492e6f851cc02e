package dev.patchbay.release;

import java.util.Map;

/** Nothing needed the release any more: it is withdrawn and its bytes go. */
public record ReleaseRetired(Release release, State from, String reason) implements ReleaseEvent {
    @Override
    public Map<String, String> before() {
        return Map.of("state", from.toString());
    }

    @Override
    public Map<String, String> after() {
        return Map.of("state", release.state().toString(), "bytes", "gone", "reason", reason);
    }
}
