package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Bytes in one content coding, ready to be sent as they lie.
 *
 * @param encoding {@code identity} for the bytes themselves, otherwise a registered content coding: {@code gzip},
 *     {@code br}, {@code zstd}
 * @param blob the coded bytes
 * @param size of these, in bytes
 */
record Representation(String encoding, BlobKey blob, long size) {
    static final String IDENTITY = "identity";

    boolean isIdentity() {
        return encoding.equals(IDENTITY);
    }

    /** Names the very bytes that are sent, so that a file coded anew with other bytes gets another tag. */
    EntityTag entityTag() {
        return new EntityTag('"' + blob.sha256() + (isIdentity() ? "" : "-" + encoding) + '"');
    }

    /** The value of {@code Repr-Digest} (RFC 9530); it covers the coded bytes. */
    String digest() {
        byte[] sha256 = HexFormat.of().parseHex(blob.sha256());
        return "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":";
    }
}
