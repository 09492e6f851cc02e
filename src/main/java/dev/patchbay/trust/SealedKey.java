package dev.patchbay.trust;

/**
 * How a device opens sealed bytes; both protocols give it as it stands.
 *
 * @param format of {@code docs/encryption.md}
 * @param keyVersion of the app's key
 * @param wrappedKey base64 of 40 bytes (RFC 3394), to be unwrapped with that version of the app's key
 * @param size of the bytes inside
 * @param sha256 of the bytes inside
 */
public record SealedKey(int format, int keyVersion, String wrappedKey, long size, String sha256) {}
