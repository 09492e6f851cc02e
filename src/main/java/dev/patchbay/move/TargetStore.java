package dev.patchbay.move;

import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;

/**
 * Where the bytes go to.
 *
 * @param name for people
 * @param owner what other installation's nodes use it by its own mark; empty when none did
 * @param spool from whose temporary files the store takes blobs over
 */
public record TargetStore(String name, String owner, BlobStore blobs, Spool spool) {}
