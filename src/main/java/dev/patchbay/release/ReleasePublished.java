package dev.patchbay.release;

/** Devices may have the release from now on. */
public record ReleasePublished(Release release) implements ReleaseEvent {}
