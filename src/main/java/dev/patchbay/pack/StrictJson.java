package dev.patchbay.pack;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** JSON as RFC 8259 has it, without duplicate members, and bounded in depth, length and number of its values. */
final class StrictJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxTokenCount(400_000)
                    .maxNameLength(256)
                    .maxStringLength(4096)
                    .maxNumberLength(64)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // a table of names that outlives the parser is a place to fill for strangers
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private StrictJson() {}

    static JsonParser parser(String json) {
        return FACTORY.createParser(ObjectReadContext.empty(), json);
    }

    /**
     * Refuses half of a surrogate pair, which is no character, and a number beyond what a double holds: readers make
     * different things of both (RFC 8259, sections 6 and 8.2).
     */
    static void refuseAmbiguous(JsonParser in, JsonToken token) {
        boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
        if (text && in.getString().codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
            throw RefusedPackage.invalid("md5.json has half of a surrogate pair");
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(Double.parseDouble(in.getString()))) {
            throw RefusedPackage.invalid("md5.json has a number that is too large");
        }
    }

    /** Says what is wrong and where. Jackson's own messages repeat what they read, so only their sort is told. */
    static String fault(JacksonException e) {
        if (e instanceof StreamConstraintsException) return "is nested too deeply, or has too long or too many values";
        boolean duplicate = e.getOriginalMessage().startsWith("Duplicate");
        TokenStreamLocation place = e.getLocation();
        return (duplicate ? "has a member twice" : "is not valid JSON")
                + (place == null ? "" : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")");
    }
}
