package dev.patchbay.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The one key that this server holds: it says which statements are current, and nothing else. Whoever steals it can hold devices
 * back for as long as their statements live, but cannot make them run anything that no release key signed.
 */
final class HeadKey {
    private static final Algorithm ALGORITHM = Algorithm.ECDSA_P256_SHA256;

    private final PrivateKey secret;
    private final byte[] spki;

    private HeadKey(PrivateKey secret, byte[] spki) {
        this.secret = secret;
        this.spki = spki;
    }

    /**
     * @param text PKCS#8 and SubjectPublicKeyInfo, both DER in base64, with a colon between
     * @param source where the text is from, for messages
     */
    static HeadKey of(String text, String source) {
        String[] halves = text.strip().split(":", -1);
        try {
            if (halves.length != 2) throw new IllegalArgumentException("not two halves");
            byte[] spki = Base64.getDecoder().decode(halves[1]);
            PrivateKey secret = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(halves[0])));
            HeadKey key = new HeadKey(secret, spki);
            byte[] probe = {1, 2, 3};
            if (!ALGORITHM.verifies(ALGORITHM.read(spki), probe, key.sign(probe))) {
                throw new IllegalArgumentException("the halves are not of one pair");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    source + ": not a head key; take the text of keys/head-key of the first server", e);
        }
    }

    static String newText(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(pair.getPrivate().getEncoded()) + ":"
                    + base64.encodeToString(pair.getPublic().getEncoded()) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return DigestUtils.sha256Hex(spki);
    }

    Algorithm algorithm() {
        return ALGORITHM;
    }

    /** SubjectPublicKeyInfo in base64, as a keys file has it. */
    String publicText() {
        return Base64.getEncoder().encodeToString(spki);
    }

    byte[] sign(byte[] document) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(secret);
            signer.update(document);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a head record", e);
        }
    }

    @Override
    public String toString() {
        return "HeadKey[" + id() + "]";
    }
}
