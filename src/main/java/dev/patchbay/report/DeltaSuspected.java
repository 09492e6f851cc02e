package dev.patchbay.report;

import dev.patchbay.storage.BlobKey;

/**
 * A delta failed on two devices of different senders. Announced outside of any transaction.
 *
 * @param release one that the delta leads to; with the same contents there may be others
 */
public record DeltaSuspected(long release, BlobKey delta) {}
