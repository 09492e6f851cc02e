package dev.patchbay.trust;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server says is current for a rule, signed.
 *
 * @param document the exact bytes that were signed: JSON of type {@code patchbay.head}
 */
record HeadRecord(byte[] document, SignatureSet signatures, Instant issuedAt, Instant expires) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** A statement that is handed out now. */
    record Current(long sequence, String statement) {}

    /**
     * @param current the highest sequence first, then those that some devices still get while the first is not for all
     * @param nonce what a device sent, for its answer alone
     */
    static HeadRecord sign(
            Rule rule, List<Current> current, Instant now, Duration life, @Nullable String nonce, HeadKey key) {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expires = issuedAt.plus(life);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", "patchbay.head");
        members.put("format", 1);
        members.put("app", rule.app().text());
        members.put("platform", rule.platform().toString());
        members.put("version", rule.version().toString());
        members.put("match", rule.match().toString());
        members.put("sequence", current.get(0).sequence());
        members.put("statement", current.get(0).statement());
        members.put("also", current.subList(1, current.size()));
        members.put("issuedAt", issuedAt.toString());
        members.put("expires", expires.toString());
        if (nonce != null) members.put("nonce", nonce);
        byte[] document = JSON.writeValueAsBytes(members);
        return new HeadRecord(document, new SignatureSet(Map.of(key.id(), key.sign(document))), issuedAt, expires);
    }

    /** Document and signatures in one, since both change together. */
    Envelope envelope() {
        return new Envelope(Base64.getEncoder().encodeToString(document), signatures.wire());
    }

    /**
     * A signed document as devices read it.
     *
     * @param signed the document's bytes in base64
     */
    record Envelope(String signed, List<SignatureSet.Wire> signatures) {}
}
