package dev.patchbay.trust;

import dev.patchbay.trust.RefusedStatement.Kind;
import java.security.MessageDigest;
import java.util.List;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** A statement with its detached signatures, as an upload brought them. */
public record SentStatement(byte[] document, List<byte[]> signatures) {
    /**
     * @throws RefusedStatement of kind {@code STATEMENT_INVALID} when it is too large, of kind {@code SIGNATURE_INVALID}
     *     when nobody signed it
     */
    public SentStatement {
        if (document.length > SignedJson.MOST_BYTES) {
            throw new RefusedStatement(Kind.STATEMENT_INVALID, "The statement is larger than 64 KB.");
        }
        if (signatures.isEmpty()) {
            throw new RefusedStatement(
                    Kind.SIGNATURE_INVALID,
                    "The statement comes without a signature. Send each as a part of its own (curl: -F"
                            + " signature=@release.sig).");
        }
        signatures = List.copyOf(signatures);
    }

    /** Hex, over the document and all signatures: tells one sent statement from another. */
    public String digest() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        digest.update(DigestUtils.sha256(document));
        for (byte[] signature : signatures) digest.update(DigestUtils.sha256(signature));
        return Hex.encodeHexString(digest.digest());
    }
}
