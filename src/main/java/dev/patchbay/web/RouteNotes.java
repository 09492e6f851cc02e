package dev.patchbay.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What people are told of each route; {@code openapi/routes.yaml} says what its members mean. */
final class RouteNotes {
    private static final String FILE = "/openapi/routes.yaml";
    private static final String RELEASE = "RELEASE";

    private final Map<String, Map<String, Object>> routes = new LinkedHashMap<>();
    private final Object release;

    @SuppressWarnings("unchecked") // the file is ours, and a test reads all of it
    private RouteNotes(Map<String, Object> file) {
        release = file.getOrDefault(RELEASE, Map.of());
        file.forEach((route, note) -> {
            if (!route.equals(RELEASE)) routes.put(route, (Map<String, Object>) note);
        });
    }

    static RouteNotes read() {
        try (InputStream in = RouteNotes.class.getResourceAsStream(FILE)) {
            if (in == null) throw new IOException(FILE + " is missing");
            return new RouteNotes(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is said of one route, such as {@code GET /app/check}. */
    record Note(Map<String, Object> members, Object release) {
        boolean has(String member) {
            return members.containsKey(member);
        }

        @Nullable
        String text(String member) {
            Object value = members.get(member);
            return value == null ? null : value.toString();
        }

        /** An example, with a whole release wherever the file says so. */
        @Nullable
        Object example(String member) {
            return filled(members.get(member));
        }

        private @Nullable Object filled(@Nullable Object value) {
            if (RELEASE.equals(value)) return release;
            if (value instanceof List<?> list)
                return list.stream().map(this::filled).toList();
            if (!(value instanceof Map<?, ?> map)) return value;
            Map<Object, @Nullable Object> all = new LinkedHashMap<>();
            map.forEach((name, one) -> all.put(name, filled(one)));
            return all;
        }

        Map<String, Object> map(String member) {
            Map<String, Object> all = new LinkedHashMap<>();
            if (members.get(member) instanceof Map<?, ?> map) {
                map.forEach((name, value) -> all.put(String.valueOf(name), value));
            }
            return all;
        }
    }

    Iterable<String> routes() {
        return routes.keySet();
    }

    /** Null for a route that nothing is said of. */
    @Nullable
    Note of(String route) {
        Map<String, Object> members = routes.get(route);
        return members == null ? null : new Note(members, release);
    }
}
