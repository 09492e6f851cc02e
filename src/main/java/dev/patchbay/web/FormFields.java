package dev.patchbay.web;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads a form that is in memory already, as strictly as the container does. */
final class FormFields {
    private static final int MOST = 100;

    private FormFields() {}

    /** Empty when it is no form in UTF-8, or one with too many fields. */
    @SuppressWarnings("UnusedException") // nobody is told what was wrong with it
    static Optional<Map<String, String[]>> of(byte[] body) {
        try {
            return Optional.of(read(new String(body, StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String[]> read(String text) throws CharacterCodingException {
        Map<String, String[]> fields = new LinkedHashMap<>();
        if (text.isEmpty()) return fields;
        String[] pairs = text.split("&", MOST + 1);
        if (pairs.length > MOST) throw new IllegalArgumentException("too many fields");
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (name.isEmpty()) continue;
            fields.merge(name, new String[] {equals < 0 ? "" : decode(pair.substring(equals + 1))}, FormFields::joined);
        }
        return fields;
    }

    static String[] joined(String[] first, String[] second) {
        String[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Escapes become bytes first, so that those that are no UTF-8 are seen. */
    private static String decode(String text) throws CharacterCodingException {
        String bytes =
                text.indexOf('%') < 0 ? text.replace('+', ' ') : URLDecoder.decode(text, StandardCharsets.ISO_8859_1);
        return strict(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String strict(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
