package dev.patchbay.trust;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a document that was signed as bytes: UTF-8, one JSON object, no member twice, at most 64 KB. Members that a format
 * does not know are passed over and stay signed, as The Update Framework has it, so that a later format can add some.
 */
final class SignedJson {
    static final int MOST_BYTES = 64 * 1024;
    /** The greatest integer that every JSON reader keeps exactly. */
    static final long MOST = (1L << 53) - 1;

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxTokenCount(10_000)
                            .maxNameLength(256)
                            .maxStringLength(4096)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String name;
    private final JsonNode object;

    private SignedJson(String name, JsonNode object) {
        this.name = name;
        this.object = object;
    }

    /**
     * @param name what the document is called in messages
     * @throws Malformed when it is not such a document of this type in format 1
     */
    static SignedJson read(String name, byte[] bytes, String type) {
        if (bytes.length > MOST_BYTES) throw new Malformed(name + " is larger than 64 KB");
        SignedJson document = new SignedJson(name, tree(name, bytes));
        if (!document.text("type", 64).equals(type)) throw new Malformed(name + ": type is not " + type);
        if (document.number("format", 1, MOST) != 1) throw new Malformed(name + ": format is not 1");
        return document;
    }

    @SuppressWarnings("UnusedException") // Jackson's messages repeat what was read
    private static JsonNode tree(String name, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode tree = JSON.readTree(text);
            if (tree == null || !tree.isObject()) throw new Malformed(name + " is not a JSON object");
            return tree;
        } catch (CharacterCodingException e) {
            throw new Malformed(name + " is not UTF-8");
        } catch (JacksonException e) {
            boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate");
            throw new Malformed(name + (twice ? " has a member twice" : " is not valid JSON within the limits"));
        }
    }

    boolean has(String member) {
        return object.has(member);
    }

    String text(String member, int longest) {
        JsonNode value = object.get(member);
        if (value == null || !value.isString() || value.stringValue().length() > longest) {
            throw new Malformed(name + ": " + member + " is missing, not a string or too long");
        }
        return value.stringValue();
    }

    <T> T value(String member, Function<String, T> of) {
        try {
            return of.apply(text(member, 4096));
        } catch (IllegalArgumentException e) {
            throw new Malformed(name + ": " + member + " is " + e.getMessage());
        }
    }

    long number(String member, long least, long most) {
        JsonNode value = object.get(member);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Malformed(name + ": " + member + " is missing or not a whole number");
        }
        long number = value.longValue();
        if (number < least || number > most) {
            throw new Malformed(name + ": " + member + " is not between " + least + " and " + most);
        }
        return number;
    }

    Optional<Long> optionalNumber(String member, long least, long most) {
        return has(member) ? Optional.of(number(member, least, most)) : Optional.empty();
    }

    /** RFC 3339 in UTC, to the second. */
    Instant time(String member) {
        String text = text(member, 40);
        if (!TIME.matcher(text).matches()) {
            throw new Malformed(name + ": " + member + " is not a time such as 2026-01-31T12:00:00Z");
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new Malformed(name + ": " + member + " is not a time such as 2026-01-31T12:00:00Z");
        }
    }

    SignedJson child(String member) {
        JsonNode value = object.get(member);
        if (value == null || !value.isObject()) throw new Malformed(name + ": " + member + " is missing or no object");
        return new SignedJson(name + ": " + member, value);
    }

    List<SignedJson> children(String member, int most) {
        List<SignedJson> children = new ArrayList<>();
        for (JsonNode item : list(member, most)) {
            if (!item.isObject()) throw new Malformed(name + ": " + member + " holds something else than objects");
            children.add(new SignedJson(name + ": " + member, item));
        }
        return children;
    }

    List<String> texts(String member, int most) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(member, most)) {
            if (!item.isString()) throw new Malformed(name + ": " + member + " holds something else than strings");
            texts.add(item.stringValue());
        }
        return texts;
    }

    private JsonNode list(String member, int most) {
        @Nullable JsonNode value = object.get(member);
        if (value == null || !value.isArray() || value.size() > most) {
            throw new Malformed(name + ": " + member + " is missing, no list or longer than " + most);
        }
        return value;
    }
}
