package dev.patchbay.delta;

/** A delta could not be built; devices get the full package. */
public record DeltaFailed(Delta delta) {}
