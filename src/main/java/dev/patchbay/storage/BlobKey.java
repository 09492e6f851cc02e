package dev.patchbay.storage;

import java.util.regex.Pattern;

/** Names a blob by the SHA-256 of its bytes, in 64 lower-case hex digits. */
public record BlobKey(String sha256) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public BlobKey {
        if (!HEX.matcher(sha256).matches()) throw new IllegalArgumentException("not a SHA-256 digest");
    }

    @Override
    public String toString() {
        return sha256;
    }
}
