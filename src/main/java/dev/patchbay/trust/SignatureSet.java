package dev.patchbay.trust;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Detached signatures over one document, by the id of the key that each was found to be of.
 *
 * @param byKey one for each key, however often it signed
 */
record SignatureSet(Map<String, byte[]> byKey) {
    static final int MOST = 16;
    private static final int LONGEST = 2048;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");
    private static final JsonMapper JSON = JsonMapper.shared();

    SignatureSet {
        byKey = new LinkedHashMap<>(byKey);
    }

    /**
     * Finds out whose the signatures are.
     *
     * @param sent each as {@code openssl dgst -sign} writes it, or that in base64
     * @param keys whose they may be
     * @throws RefusedStatement of kind {@code SIGNATURE_INVALID} when one is nobody's
     */
    static SignatureSet attribute(byte[] document, List<byte[]> sent, Collection<TrustedKey> keys) {
        if (sent.size() > MOST) throw invalid("There are more than " + MOST + " signatures.");
        Map<String, byte[]> byKey = new LinkedHashMap<>();
        for (byte[] one : sent) {
            if (one.length > LONGEST) throw invalid("A signature is longer than " + LONGEST + " bytes.");
            if (!find(document, forms(one), keys, byKey)) {
                throw invalid(
                        "A signature is that of no key in the app's keys of trust over exactly these bytes. Sign the"
                                + " file that you send, unchanged, with a key of the current keys file.");
            }
        }
        return new SignatureSet(byKey);
    }

    private static boolean find(
            byte[] document, List<byte[]> forms, Collection<TrustedKey> keys, Map<String, byte[]> byKey) {
        for (byte[] signature : forms) {
            for (TrustedKey key : keys) {
                if (!key.signed(document, signature)) continue;
                byKey.putIfAbsent(key.id(), signature);
                return true;
            }
        }
        return false;
    }

    private static List<byte[]> forms(byte[] sent) {
        List<byte[]> forms = new ArrayList<>();
        forms.add(sent);
        String text = new String(sent, StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
        if (BASE64.matcher(text).matches()) {
            try {
                forms.add(Base64.getDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                return forms; // not base64 after all
            }
        }
        return forms;
    }

    private static RefusedStatement invalid(String message) {
        return new RefusedStatement(RefusedStatement.Kind.SIGNATURE_INVALID, message);
    }

    Set<String> keyIds() {
        return Set.copyOf(byKey.keySet());
    }

    /** One line a key, {@code id:base64}. */
    String lines() {
        List<String> lines = new ArrayList<>();
        byKey.forEach(
                (id, signature) -> lines.add(id + ":" + Base64.getEncoder().encodeToString(signature)));
        return String.join("\n", lines);
    }

    static SignatureSet ofLines(String lines) {
        Map<String, byte[]> byKey = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(':');
            byKey.put(line.substring(0, colon), Base64.getDecoder().decode(line.substring(colon + 1)));
        });
        return new SignatureSet(byKey);
    }

    /** A signature as devices read it, with binary in base64. */
    record Wire(String keyId, String signature) {}

    List<Wire> wire() {
        List<Wire> wire = new ArrayList<>();
        byKey.forEach(
                (id, signature) -> wire.add(new Wire(id, Base64.getEncoder().encodeToString(signature))));
        return wire;
    }

    /** {@code {"signatures":[{"keyId":…,"signature":…}]}}. */
    byte[] json() {
        return JSON.writeValueAsBytes(Map.of("signatures", wire()));
    }
}
