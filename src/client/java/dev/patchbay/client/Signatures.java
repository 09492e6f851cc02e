package dev.patchbay.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Detached signatures over one document: {@code {"signatures":[{"keyId":…,"signature":<base64>}]}}. */
final class Signatures {
    private static final int MOST = 32;

    private final Map<String, byte[]> byKey = new LinkedHashMap<>();

    private Signatures() {}

    static Signatures read(byte[] json) throws Refused {
        return of(Document.of(Json.object(json, Document.MOST_BYTES)));
    }

    static Signatures of(Document document) throws Refused {
        Signatures signatures = new Signatures();
        for (Document one : document.children("signatures", MOST)) {
            signatures.byKey.put(one.text("keyId"), Bytes.base64(one.text("signature")));
        }
        return signatures;
    }

    /** The signature that is said to be of a key; null when there is none. */
    byte[] of(String keyId) {
        return byKey.get(keyId);
    }
}
