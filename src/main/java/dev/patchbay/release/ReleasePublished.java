package dev.patchbay.release;

import java.util.Map;

/** Devices may have the release from now on. */
public record ReleasePublished(Release release) implements ReleaseEvent {

}
