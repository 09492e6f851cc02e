package dev.patchbay.manage;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.release.Changes;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.Match;
import dev.patchbay.release.Percent;
import dev.patchbay.release.Priority;
import dev.patchbay.release.RefusedField;
import dev.patchbay.release.TagRule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the members of a PATCH, of which an absent one means "as it is" and null means "none". */
final class ChangesReader {
    private static final Set<String> KNOWN =
            Set.of("rollout", "allow", "tags", "priority", "deadline", "notes", "pinned", "version", "match");

    private final ObjectNode body;

    /**
     * @throws RefusedParameter for a member that a release does not have
     */
    ChangesReader(ObjectNode body) {
        this.body = body;
        for (String name : body.propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw new RefusedParameter("there is a member that cannot be changed; those that can are "
                        + String.join(", ", KNOWN.stream().sorted().toList()));
            }
        }
    }

    Changes read() {
        return new Changes(
                member("rollout", ChangesReader::percent),
                member("allow", ChangesReader::devices),
                member("tags", ChangesReader::tags),
                member("priority", value -> Priority.of(text(value))),
                deadline(),
                member("notes", ChangesReader::text),
                member("pinned", ChangesReader::bool),
                member("version", value -> NativeVersion.of(text(value))),
                member("match", value -> Match.of(text(value))));
    }

    private <T> Optional<T> member(String name, Function<JsonNode, T> reader) {
        JsonNode value = body.get(name);
        if (value == null) return Optional.empty();
        try {
            return Optional.of(reader.apply(value));
        } catch (IllegalArgumentException e) {
            throw new RefusedField(name, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Optional<Instant>> deadline() {
        return member("deadline", value -> value.isNull() ? Optional.empty() : Optional.of(instant(text(value))));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("write a time such as 2030-01-31T12:00:00Z", e);
        }
    }

    private static Percent percent(JsonNode value) {
        if (!value.isNumber() || !Double.isFinite(value.doubleValue()))
            throw new IllegalArgumentException("write a number from 0 to 100");
        return Percent.of(value.decimalValue());
    }

    private static String text(JsonNode value) {
        if (!value.isString()) throw new IllegalArgumentException("write a text");
        return value.stringValue();
    }

    private static boolean bool(JsonNode value) {
        if (!value.isBoolean()) throw new IllegalArgumentException("write true or false");
        return value.booleanValue();
    }

    private static Set<DeviceId> devices(JsonNode value) {
        if (!value.isArray()) throw new IllegalArgumentException("write a list of device ids");
        Set<DeviceId> devices = new LinkedHashSet<>();
        for (JsonNode device : value) devices.add(DeviceId.of(text(device)));
        return devices;
    }

    private static TagRule tags(JsonNode value) {
        if (!value.isObject()) {
            throw new IllegalArgumentException("write an object of lists, such as {\"region\":[\"cn\",\"sg\"]}");
        }
        Map<String, Set<String>> wanted = new HashMap<>();
        value.properties().forEach(tag -> {
            if (!tag.getValue().isArray()) throw new IllegalArgumentException("each tag wants a list of values");
            Set<String> values = new LinkedHashSet<>();
            for (JsonNode one : tag.getValue()) values.add(text(one));
            wanted.put(tag.getKey(), values);
        });
        return new TagRule(wanted);
    }
}
