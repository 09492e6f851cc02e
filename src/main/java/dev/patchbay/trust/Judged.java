package dev.patchbay.trust;

/**
 * A statement whose signatures hold.
 *
 * @param sha256 of its bytes, lower hex
 */
record Judged(Statement statement, byte[] document, String sha256, SignatureSet signatures) {}
