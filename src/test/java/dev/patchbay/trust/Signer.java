package dev.patchbay.trust;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.codec.digest.DigestUtils;

/** Somebody with a key pair on the makers' side. */
record Signer(String algorithm, KeyPair pair) {
    static Signer ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new Signer("ecdsa-p256-sha256", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Two pairs, made once and given out in turn: it takes seconds to make one. */
    private static final class Rsa {
        private static final List<Signer> PAIRS = List.of(rsa(3072), rsa(3072));
        private static final AtomicInteger GIVEN = new AtomicInteger();
    }

    /** Another than was given out before it. */
    static Signer rsa() {
        return Rsa.PAIRS.get(Rsa.GIVEN.getAndIncrement() % Rsa.PAIRS.size());
    }

    static Signer rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new Signer("rsa-pkcs1-sha256", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return DigestUtils.sha256Hex(pair.getPublic().getEncoded());
    }

    Map<String, Object> record() {
        return Map.of(
                "id",
                id(),
                "algorithm",
                algorithm,
                "public",
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    }

    byte[] sign(byte[] document) {
        try {
            Signature signature =
                    Signature.getInstance(algorithm.startsWith("rsa") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(document);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
