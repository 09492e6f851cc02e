package dev.patchbay.trust;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a key signs. It belongs to the key's record; what a signature says of itself counts for nothing. Android 5 and iOS 11
 * verify both by themselves.
 */
enum Algorithm {
    ECDSA_P256_SHA256("ecdsa-p256-sha256", "EC", "SHA256withECDSA") {
        @Override
        boolean fits(PublicKey key) {
            return key instanceof ECPublicKey ec
                    && ec.getParams().getOrder().equals(P256_ORDER)
                    && ec.getParams().getCofactor() == 1;
        }
    },
    RSA_PKCS1_SHA256("rsa-pkcs1-sha256", "RSA", "SHA256withRSA") {
        @Override
        boolean fits(PublicKey key) {
            return key instanceof RSAPublicKey rsa
                    && rsa.getModulus().bitLength() >= 3072
                    && rsa.getModulus().bitLength() <= 4096
                    && rsa.getPublicExponent().equals(BigInteger.valueOf(65537));
        }
    };

    private static final BigInteger P256_ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    private final String name;
    private final String family;
    private final String jcaName;

    Algorithm(String name, String family, String jcaName) {
        this.name = name;
        this.family = family;
        this.jcaName = jcaName;
    }

    static Algorithm of(String text) {
        for (Algorithm algorithm : values()) {
            if (algorithm.name.equals(text)) return algorithm;
        }
        throw new IllegalArgumentException(
                "none of " + Arrays.stream(values()).map(Algorithm::toString).collect(Collectors.joining(", ")));
    }

    abstract boolean fits(PublicKey key);

    /**
     * @param spki X.509 SubjectPublicKeyInfo, DER
     * @throws IllegalArgumentException when that is no key for this algorithm
     */
    PublicKey read(byte[] spki) {
        try {
            PublicKey key = KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(spki));
            if (fits(key) && Arrays.equals(key.getEncoded(), spki)) return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key for " + name, e);
        }
        throw new IllegalArgumentException("not a public key for " + name);
    }

    /** Whether the signature over the exact bytes is that key's; false for whatever is no signature at all. */
    boolean verifies(PublicKey key, byte[] bytes, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(jcaName);
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
