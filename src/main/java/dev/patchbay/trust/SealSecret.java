package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.storage.BlobKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one secret behind all sealing on this server. What is derived from it (HKDF-Expand of RFC 5869, one block, a label
 * for each use) is the same after a restart and on every server with the same secret.
 */
final class SealSecret {
    private static final byte[] END = {0};
    private static final byte[] FIRST_BLOCK = {1};

    private final byte @Nullable [] secret;

    private SealSecret(byte @Nullable [] secret) {
        this.secret = secret;
    }

    /** What a node of a cluster has that was given none. Whoever wants something of it gets {@link NoSealSecret}. */
    static SealSecret none() {
        return new SealSecret(null);
    }

    /**
     * @param text base64 of 32 bytes
     * @param source where it was found, for the message when it is refused
     */
    @SuppressWarnings("UnusedException")
    static SealSecret of(String text, String source) {
        try {
            byte[] secret = Base64.getDecoder().decode(text.strip());
            if (secret.length == Cryptography.KEY) return new SealSecret(secret);
        } catch (IllegalArgumentException e) {
            // its message would quote a part of the secret
        }
        throw new IllegalStateException(
                source + " is not base64 of 32 bytes; make one with openssl rand -base64 32, or restore the old one");
    }

    /** The key of a content. Only who knows the secret can tell it, not who knows the content. */
    DataKey dataKey(BlobKey content) {
        return new DataKey(derive("data key", HexFormat.of().parseHex(content.sha256())));
    }

    /** How an app's key is kept: so that a copy of the database alone opens nothing, and no row can stand for another. */
    byte[] wrap(String app, AppKey key) {
        return Cryptography.wrap(wrappingKey(app, key.version()), key.secret());
    }

    /** Empty when it was wrapped with another secret, or for another app or version. */
    Optional<AppKey> unwrap(String app, int version, byte[] wrapped) {
        return Cryptography.unwrap(wrappingKey(app, version), wrapped).map(secret -> new AppKey(version, secret));
    }

    private byte[] wrappingKey(String app, int version) {
        return derive("app key", (app + '/' + version).getBytes(UTF_8));
    }

    private byte[] derive(String label, byte[] context) {
        if (secret == null) throw new NoSealSecret();
        return Cryptography.hmac(secret, ("patchbay " + label).getBytes(UTF_8), END, context, FIRST_BLOCK);
    }

    @Override
    public String toString() {
        return "SealSecret[…]";
    }
}
