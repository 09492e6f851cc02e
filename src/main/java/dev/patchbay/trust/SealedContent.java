package dev.patchbay.trust;

import dev.patchbay.storage.BlobKey;

/**
 * The sealed form of a content.
 *
 * @param digest of the sealed bytes; no blob of that name is stored
 * @param size of the sealed bytes
 */
public record SealedContent(BlobKey digest, long size) {}
