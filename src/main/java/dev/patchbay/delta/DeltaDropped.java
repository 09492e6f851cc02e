package dev.patchbay.delta;

/** A delta that was ready lost its bytes and is made anew; until then devices get the full package. */
public record DeltaDropped(Delta delta) {}
