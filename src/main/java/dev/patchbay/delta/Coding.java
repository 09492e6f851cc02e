package dev.patchbay.delta;

import java.util.Locale;

/** A content coding (RFC 9110, section 8.4.1) in which full packages are made ready. */
public enum Coding {
    /** What every stock client accepts. */
    GZIP,
    /** The smallest, and the slowest to make. */
    BR,
    /** A little larger than brotli, several times faster to make and to read. */
    ZSTD;

    static Coding of(String token) {
        return valueOf(token.toUpperCase(Locale.ROOT));
    }

    /** The token that {@code Content-Encoding} has for it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
