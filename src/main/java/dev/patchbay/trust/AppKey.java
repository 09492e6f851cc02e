package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;

/** A key that ships inside builds of an app. Builds differ in which versions they have. */
public final class AppKey {
    private static final int FEWEST_DIFFERENT = 16;

    private final int version;
    private final byte[] secret;

    /**
     * @param version from 1 on
     * @param secret 32 bytes
     */
    AppKey(int version, byte[] secret) {
        if (version < 1) throw new IllegalArgumentException("versions count from 1");
        if (secret.length != Cryptography.KEY) throw new IllegalArgumentException("an app key has 32 bytes");
        this.version = version;
        this.secret = secret.clone();
    }

    /**
     * A key that somebody made elsewhere.
     *
     * @param text base64 of 32 random bytes
     * @throws IllegalArgumentException saying what is wrong, without the key
     */
    @SuppressWarnings("UnusedException")
    static AppKey brought(int version, String text) {
        byte[] secret;
        try {
            secret = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            // its message would quote a part of the key
            throw new IllegalArgumentException("write base64, as openssl rand -base64 32 does");
        }
        if (secret.length != Cryptography.KEY) throw new IllegalArgumentException("write base64 of exactly 32 bytes");
        long different = new String(secret, ISO_8859_1).chars().distinct().count();
        if (different < FEWEST_DIFFERENT) {
            throw new IllegalArgumentException("it is not random; make one with openssl rand -base64 32");
        }
        return new AppKey(version, secret);
    }

    public int version() {
        return version;
    }

    byte[] secret() {
        return secret;
    }

    /** For the one time that it is shown. */
    public String base64() {
        return Base64.getEncoder().encodeToString(secret);
    }

    @Override
    public String toString() {
        return "AppKey[version=" + version + "]";
    }
}
