package dev.patchbay.trust;

import java.security.PublicKey;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A public key of an app's keys of trust.
 *
 * @param id SHA-256 of its SubjectPublicKeyInfo, lower hex
 */
record TrustedKey(String id, Algorithm algorithm, PublicKey key) {
    /**
     * @throws Malformed when the id is not that of the key, or the key is none for the algorithm
     */
    static TrustedKey of(SignedJson record) {
        Algorithm algorithm = record.value("algorithm", Algorithm::of);
        byte[] spki = record.value("public", text -> Base64.getDecoder().decode(text));
        PublicKey key = record.value("public", text -> algorithm.read(spki));
        if (!record.text("id", 64).equals(DigestUtils.sha256Hex(spki))) {
            throw new Malformed("the keys file: the id of a key is not the SHA-256 of its public key");
        }
        return new TrustedKey(DigestUtils.sha256Hex(spki), algorithm, key);
    }

    boolean signed(byte[] bytes, byte[] signature) {
        return algorithm.verifies(key, bytes, signature);
    }
}
