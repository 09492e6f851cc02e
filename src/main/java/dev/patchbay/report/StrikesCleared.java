package dev.patchbay.report;

/**
 * An operator wants a release, and its deltas, to be offered again where they failed. Announced inside the transaction in
 * which the strikes go.
 *
 * @param devices how many devices had a strike
 */
public record StrikesCleared(String app, long release, long devices) {}
