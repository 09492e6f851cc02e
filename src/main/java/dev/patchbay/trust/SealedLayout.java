package dev.patchbay.trust;

/**
 * Where things lie in a sealed file: a header, then the plain bytes in chunks of {@value #CHUNK}, each followed by its
 * tag. Only the last chunk is shorter; it is empty only when there is nothing to seal. {@code docs/encryption.md} has the
 * format byte by byte.
 *
 * @param plainSize in bytes
 */
record SealedLayout(long plainSize) {
    /** Fields and their code. */
    static final int HEADER = DataKey.FIELDS + DataKey.CODE;

    static final int CHUNK_BITS = 16;
    static final int CHUNK = 1 << CHUNK_BITS;
    static final int TAG = 16;

    SealedLayout {
        if (plainSize < 0) throw new IllegalArgumentException("a size cannot be negative");
    }

    long chunks() {
        return Math.max(1, (plainSize + CHUNK - 1) / CHUNK);
    }

    /** In bytes, header and tags included. */
    long sealedSize() {
        return HEADER + plainSize + chunks() * TAG;
    }

    /** The chunk that a byte behind the header belongs to. */
    long chunkAt(long position) {
        return (position - HEADER) / (CHUNK + TAG);
    }

    /** Where a chunk begins in the sealed file. */
    long startOf(long chunk) {
        return HEADER + chunk * (CHUNK + TAG);
    }

    /** How many plain bytes are in a chunk. */
    int lengthOf(long chunk) {
        return (int) Math.min(CHUNK, plainSize - chunk * CHUNK);
    }

    boolean isLast(long chunk) {
        return chunk == chunks() - 1;
    }
}
