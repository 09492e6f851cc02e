package dev.patchbay.client;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) into maps, lists, strings, Long, Double, Boolean and null. Strict where the platform's reader is lenient:
 * UTF-8 only, no member twice, nothing after the value, bounded length and depth.
 */
final class Json {
    private static final int DEEPEST = 16;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /**
     * Reads an object.
     *
     * @param most the most bytes it may have
     * @throws Refused when it is none
     */
    static Map<String, Object> object(byte[] bytes, int most) throws Refused {
        if (bytes.length > most) throw new Refused("JSON is too large");
        Json json = new Json(decode(bytes));
        Object value = json.value(0);
        json.space();
        if (json.at != json.text.length()) throw new Refused("JSON goes on after its value");
        return asObject(value);
    }

    @SuppressWarnings("unchecked") // only this class makes maps
    static Map<String, Object> asObject(Object value) throws Refused {
        if (!(value instanceof Map)) throw new Refused("JSON: not an object");
        return (Map<String, Object>) value;
    }

    private static String decode(byte[] bytes) throws Refused {
        try {
            return Charset.forName("UTF-8")
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Refused("JSON is not UTF-8", e);
        }
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char next() throws Refused {
        if (at >= text.length()) throw new Refused("JSON ends too early");
        return text.charAt(at++);
    }

    private void expect(char wanted) throws Refused {
        if (next() != wanted) throw new Refused("JSON is malformed at " + (at - 1));
    }

    private Object value(int depth) throws Refused {
        if (depth > DEEPEST) throw new Refused("JSON is nested too deeply");
        space();
        char first = next();
        switch (first) {
            case '{':
                return object(depth);
            case '[':
                return list(depth);
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                at--;
                return number();
        }
    }

    private Object word(String word, Object value) throws Refused {
        if (!text.startsWith(word, at - 1)) throw new Refused("JSON is malformed at " + (at - 1));
        at += word.length() - 1;
        return value;
    }

    private Map<String, Object> object(int depth) throws Refused {
        Map<String, Object> members = new LinkedHashMap<>();
        space();
        if (peek() == '}') {
            at++;
            return members;
        }
        while (true) {
            space();
            expect('"');
            String name = string();
            space();
            expect(':');
            Object value = value(depth + 1);
            if (members.containsKey(name)) throw new Refused("JSON has a member twice");
            members.put(name, value);
            space();
            char end = next();
            if (end == '}') return members;
            if (end != ',') throw new Refused("JSON is malformed at " + (at - 1));
        }
    }

    private List<Object> list(int depth) throws Refused {
        List<Object> items = new ArrayList<>();
        space();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            items.add(value(depth + 1));
            space();
            char end = next();
            if (end == ']') return items;
            if (end != ',') throw new Refused("JSON is malformed at " + (at - 1));
        }
    }

    private char peek() throws Refused {
        char next = next();
        at--;
        return next;
    }

    private String string() throws Refused {
        StringBuilder out = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') return out.toString();
            if (c < 0x20) throw new Refused("JSON has a control character in a string");
            out.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() throws Refused {
        char c = next();
        int plain = "\"\\/bfnrt".indexOf(c);
        if (plain >= 0) return "\"\\/\b\f\n\r\t".charAt(plain);
        if (c != 'u') throw new Refused("JSON has an unknown escape");
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) throw new Refused("JSON has a malformed escape");
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private Object number() throws Refused {
        int start = at;
        while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) at++;
        String number = text.substring(start, at);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?") || number.length() > 40) {
            throw new Refused("JSON is malformed at " + start);
        }
        if (!number.matches("-?[0-9]{1,18}")) return Double.valueOf(number);
        return Long.valueOf(number);
    }
}
