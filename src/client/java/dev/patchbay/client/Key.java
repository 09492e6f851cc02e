package dev.patchbay.client;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** A public key of the keys file, with the one algorithm that it signs by; what a message says of its algorithm counts for nothing. */
final class Key {
    final String id;
    private final String algorithm;
    private final PublicKey key;

    private Key(String id, String algorithm, PublicKey key) {
        this.id = id;
        this.algorithm = algorithm;
        this.key = key;
    }

    static Key of(Document record) throws Refused {
        String name = record.text("algorithm");
        byte[] spki = Bytes.base64(record.text("public"));
        String id = record.hex("id", 64);
        if (!id.equals(Bytes.sha256Hex(spki))) throw new Refused("a key's id is not the SHA-256 of the key");
        try {
            if (name.equals("ecdsa-p256-sha256")) return new Key(id, "SHA256withECDSA", read("EC", spki));
            if (name.equals("rsa-pkcs1-sha256")) return new Key(id, "SHA256withRSA", read("RSA", spki));
        } catch (GeneralSecurityException e) {
            throw new Refused("a key that this device cannot read", e);
        }
        throw new Refused("an algorithm that this app does not know");
    }

    private static PublicKey read(String family, byte[] spki) throws GeneralSecurityException {
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(spki));
    }

    /** Whether the signature over exactly these bytes is this key's. */
    boolean signed(byte[] document, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(document);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        } catch (RuntimeException e) {
            return false; // some providers throw others on malformed DER
        }
    }
}
