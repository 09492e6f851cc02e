package dev.patchbay.delta;

/** A delta that was ready is not offered any more, since a device may hold something else than it says. */
public record DeltaDistrusted(Delta delta) {}
