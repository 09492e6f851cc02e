package dev.patchbay.delta;

/** A delta was built and applied back, or found on its static server; checks may offer it from now on. */
public record DeltaReady(Delta delta) {}
