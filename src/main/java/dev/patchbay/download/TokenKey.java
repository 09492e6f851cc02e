package dev.patchbay.download;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret key for HMAC-SHA256 and the name by which tokens refer to it. */
final class TokenKey {
    /** In bytes; the width of the key's name in a token. */
    static final int ID_LENGTH = 10;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1," + ID_LENGTH + "}");
    private static final int SHORTEST = 32;
    /** Of 32 random bytes about 30 differ; fewer than this is a key that somebody typed. */
    private static final int FEWEST_DIFFERENT = 16;

    private final String id;
    private final byte[] paddedId;
    private final Mac initialised;

    private TokenKey(String id, byte[] secret) {
        this.id = id;
        this.paddedId = Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), ID_LENGTH);
        try {
            this.initialised = Mac.getInstance("HmacSHA256");
            this.initialised.init(new SecretKeySpec(secret, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    /**
     * @param text {@code id:base64}
     * @throws IllegalArgumentException saying what is wrong, without the key
     */
    static TokenKey of(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || !ID.matcher(text.substring(0, colon)).matches()) {
            throw new IllegalArgumentException("it must be id:base64, the id 1 to 10 of A-Z a-z 0-9 _ -");
        }
        String id = text.substring(0, colon);
        byte[] secret = decode(id, text.substring(colon + 1));
        if (secret.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "key " + id + " has " + secret.length + " bytes; make one of 32 with: openssl rand -base64 32");
        }
        if (differentBytes(secret) < FEWEST_DIFFERENT || isText(secret) || isSequence(secret)) {
            throw new IllegalArgumentException("key " + id + " is not random; make one with: openssl rand -base64 32");
        }
        return new TokenKey(id, secret);
    }

    /** The decoder's own message would quote a part of the key. */
    @SuppressWarnings("UnusedException")
    private static byte[] decode(String id, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("key " + id + " is not base64");
        }
    }

    private static long differentBytes(byte[] secret) {
        boolean[] seen = new boolean[256];
        int different = 0;
        for (byte b : secret) {
            if (!seen[b & 0xff]) different++;
            seen[b & 0xff] = true;
        }
        return different;
    }

    /** A sentence, a password, an example: of 32 random bytes all are printable once in 10^13 times. */
    private static boolean isText(byte[] secret) {
        for (byte b : secret) {
            if (b != '\n' && (b < ' ' || b > '~')) return false;
        }
        return true;
    }

    /** 0, 1, 2, …: what examples are made of; the same step or the same bytes over and over. */
    private static boolean isSequence(byte[] secret) {
        boolean steps = true;
        boolean repeats = true;
        int half = secret.length / 2;
        for (int i = 1; i < secret.length; i++) {
            steps &= (byte) (secret[i] - secret[i - 1]) == (byte) (secret[1] - secret[0]);
            repeats &= i < half || secret[i] == secret[i - half];
        }
        return steps || repeats;
    }

    String id() {
        return id;
    }

    /** {@value #ID_LENGTH} bytes, zeros at the end. */
    byte[] paddedId() {
        return paddedId;
    }

    /**
     * The 32 bytes of HMAC-SHA256 over the fields and, behind them, the context. Cloning an initialised Mac spares the
     * search for a provider and the preparation of the key; one Mac a thread would not, since a virtual thread serves a
     * single request.
     */
    byte[] mac(byte[] fields, String context) {
        try {
            Mac mac = (Mac) initialised.clone();
            mac.update(fields, 0, Token.LENGTH);
            return mac.doFinal(context.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's HmacSHA256 cannot be cloned", e);
        }
    }

    @Override
    public String toString() {
        return "TokenKey[" + id + "]";
    }
}
