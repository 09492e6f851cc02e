package dev.patchbay.plan;

/** Where the numbers come from that plans and the automatic halt decide on. */
@FunctionalInterface
interface Outcomes {
    Outcome of(long releaseId);
}
