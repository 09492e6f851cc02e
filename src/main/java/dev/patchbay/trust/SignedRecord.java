package dev.patchbay.trust;

import dev.patchbay.release.ReleaseRecord;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that an app's makers signed, as it travels to another server: the very bytes, and whose signatures there are.
 *
 * @param document in base64
 * @param signatures in base64, by the id of the key
 */
public record SignedRecord(String document, Map<String, String> signatures, Instant addedAt, String addedBy) {
    private static final int LONGEST_NAME = 100;

    public SignedRecord {
        ReleaseRecord.requireTime("addedAt", addedAt);
        if (document.length() > SignedJson.MOST_BYTES * 2 || addedBy.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("longer than any that was taken");
        }
        signatures = new LinkedHashMap<>(signatures);
    }

    static SignedRecord of(byte[] document, SignatureSet signatures, Instant addedAt, String addedBy) {
        Map<String, String> texts = new LinkedHashMap<>();
        signatures
                .byKey()
                .forEach((id, one) -> texts.put(id, Base64.getEncoder().encodeToString(one)));
        return new SignedRecord(Base64.getEncoder().encodeToString(document), texts, addedAt, addedBy);
    }

    byte[] bytes() {
        return decoded(document);
    }

    List<byte[]> signatureBytes() {
        return signatures.values().stream().map(SignedRecord::decoded).toList();
    }

    @SuppressWarnings("UnusedException")
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new RefusedStatement(RefusedStatement.Kind.STATEMENT_INVALID, "A signed document is not base64.");
        }
    }
}
