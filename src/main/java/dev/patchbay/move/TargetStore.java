package dev.patchbay.move;

import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;

/**
 * Where the bytes go to.
 *
 * @param name for people
 * @param spool from whose temporary files the store takes blobs over
 */
public record TargetStore(String name, BlobStore blobs, Spool spool) {}
