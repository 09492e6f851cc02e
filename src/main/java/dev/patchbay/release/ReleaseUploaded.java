package dev.patchbay.release;

import java.util.Map;

/** A release exists: as a draft, embedded, or (then {@link ReleasePublished} follows) for devices. */
public record ReleaseUploaded(Release release) implements ReleaseEvent {
    @Override
    public Map<String, String> after() {
        return Facts.of(release);
    }
}
