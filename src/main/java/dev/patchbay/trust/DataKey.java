package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * Seals one content and no other, which is what makes it safe that nonces are counted and that sealing again gives the
 * same bytes.
 */
final class DataKey {
    /** The header's fields, in bytes. */
    static final int FIELDS = 24;

    /** The code over them, HMAC-SHA256. */
    static final int CODE = 32;

    private static final byte[] MAGIC = "PBSEALED".getBytes(US_ASCII);
    private static final byte[] FOR_HEADER = "header".getBytes(US_ASCII);
    private static final byte[] FOR_CHUNKS = "chunks".getBytes(US_ASCII);

    private final byte[] secret;

    /**
     * @param secret 32 bytes
     */
    DataKey(byte[] secret) {
        if (secret.length != Cryptography.KEY) throw new IllegalArgumentException("a data key has 32 bytes");
        this.secret = secret.clone();
    }

    /** The header's code also commits to the key: GCM alone would let one file open under two keys. */
    byte[] header(SealedLayout layout) {
        byte[] fields = fields(layout);
        return ByteBuffer.allocate(SealedLayout.HEADER)
                .put(fields)
                .put(Cryptography.hmac(secret, FOR_HEADER, fields))
                .array();
    }

    /** The chunks' key hangs on the header, so that no chunk opens under another one. */
    ChunkSealer chunks(SealedLayout layout) {
        return new ChunkSealer(Cryptography.hmac(secret, FOR_CHUNKS, fields(layout)));
    }

    private static byte[] fields(SealedLayout layout) {
        return ByteBuffer.allocate(FIELDS)
                .put(MAGIC)
                .put((byte) Sealer.FORMAT)
                .put((byte) SealedLayout.CHUNK_BITS)
                .put(new byte[6])
                .putLong(layout.plainSize())
                .array();
    }

    /** The key as an app opens it (RFC 3394): 40 bytes. */
    byte[] wrappedBy(AppKey key) {
        return Cryptography.wrap(key.secret(), secret);
    }

    @Override
    public String toString() {
        return "DataKey[…]";
    }
}
