package dev.patchbay.release;

import java.util.Map;

/** A release manager changed what applies to the release. */
public record ReleaseChanged(Release release, Map<String, String> before, Map<String, String> after)
        implements ReleaseEvent {}
