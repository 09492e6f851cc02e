package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * What a link says, before it is signed. As bytes, big-endian, always {@value #LENGTH}:
 *
 * <pre>
 *  0   1  format: 0x11 works once, 0x12 works many times; 0x21 and 0x22 the same, for the bytes in sealed form
 *  1  10  id of the key, padded with zeros
 * 11   8  expiry, ms since 1970
 * 19   8  release
 * 27  32  SHA-256 of the bytes it leads to; of the plain ones where these are sealed
 * 59   8  nonce; 0 in a link that works many times
 * 67   8  device: the first bytes of SHA-256(nonce, device id); 0 when the device is unknown
 * </pre>
 *
 * The nonce in the device's tag keeps two links of one device from being recognised as such.
 */
record Token(Kind kind, Instant expiry, long releaseId, BlobKey blob, long nonce, long device) {
    /** A multiple of 3, so that base64 leaves no spare bits and a token has exactly one spelling. */
    static final int LENGTH = 75;

    enum Kind {
        ONCE(0x11),
        MANY_TIMES(0x12),
        SEALED_ONCE(0x21),
        SEALED_MANY_TIMES(0x22);

        private final byte format;

        Kind(int format) {
            this.format = (byte) format;
        }

        private static Kind of(byte format) {
            for (Kind kind : values()) {
                if (kind.format == format) return kind;
            }
            throw new IllegalArgumentException("a token of an unknown format");
        }

        boolean worksOnce() {
            return this == ONCE || this == SEALED_ONCE;
        }

        Form form() {
            return this == ONCE || this == MANY_TIMES ? Form.PLAIN : Form.SEALED;
        }
    }

    /** The tag of a device in a token with that nonce; 0 without a device. */
    static long tag(long nonce, @Nullable String device) {
        if (device == null) return 0;
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(0, nonce));
        return ByteBuffer.wrap(sha256.digest(device.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** The token's bytes for signing with that key. */
    byte[] bytes(TokenKey key) {
        return ByteBuffer.allocate(LENGTH)
                .put(kind.format)
                .put(key.paddedId())
                .putLong(expiry.toEpochMilli())
                .putLong(releaseId)
                .put(HexFormat.of().parseHex(blob.sha256()))
                .putLong(nonce)
                .putLong(device)
                .array();
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @param signed bytes whose signature was found right: nothing here is checked again
     */
    static Token of(byte[] signed) {
        ByteBuffer in = ByteBuffer.wrap(signed);
        Kind kind = Kind.of(in.get());
        in.position(in.position() + TokenKey.ID_LENGTH);
        Instant expiry = Instant.ofEpochMilli(in.getLong());
        long releaseId = in.getLong();
        int digest = in.position();
        BlobKey blob = new BlobKey(HexFormat.of().formatHex(signed, digest, digest + 32));
        in.position(digest + 32);
        return new Token(kind, expiry, releaseId, blob, in.getLong(), in.getLong());
    }
}
