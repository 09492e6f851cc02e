package dev.patchbay.release;

import java.util.Map;

/** After a rollback of a newer one the release is the newest again, perhaps with other bytes. */
public record ReleaseCameBack(Release release, Map<String, String> before) implements ReleaseEvent {
    @Override
    public Map<String, String> after() {
        return Facts.of(release);
    }
}
