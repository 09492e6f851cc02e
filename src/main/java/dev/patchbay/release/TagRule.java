package dev.patchbay.release;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which devices a release is for, by the tags they send: every named tag must have one of the listed values. No tags
 * named: every device.
 */
public record TagRule(Map<String, Set<String>> wanted) {
    public static final TagRule EVERYBODY = new TagRule(Map.of());

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MAX_TAGS = 16;
    private static final int MAX_VALUES = 200;

    public TagRule {
        if (wanted.size() > MAX_TAGS) throw new IllegalArgumentException("at most " + MAX_TAGS + " tags");
        Map<String, Set<String>> copy = new TreeMap<>();
        wanted.forEach((tag, values) -> {
            if (values.isEmpty() || values.size() > MAX_VALUES) {
                throw new IllegalArgumentException("a tag wants 1 to " + MAX_VALUES + " values");
            }
            copy.put(word(tag), values.stream().map(TagRule::word).collect(Collectors.toCollection(TreeSet::new)));
        });
        wanted = copy;
    }

    public static TagRule of(Map<String, ? extends Collection<String>> wanted) {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        wanted.forEach((tag, values) -> copy.put(tag, new TreeSet<>(values)));
        return new TagRule(copy);
    }

    /** Whether a device with these tags is meant. */
    public boolean admits(Map<String, String> tags) {
        for (Map.Entry<String, Set<String>> tag : wanted.entrySet()) {
            String value = tags.get(tag.getKey());
            if (value == null || !tag.getValue().contains(value)) return false;
        }
        return true;
    }

    private static String word(String text) {
        if (!WORD.matcher(text).matches()) {
            throw new IllegalArgumentException("a tag and its values are 1 to 64 of A-Z a-z 0-9 . _ -");
        }
        return text;
    }

    /** One line a tag: {@code region=cn|sg}. */
    @Override
    public String toString() {
        return wanted.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + String.join("|", tag.getValue()))
                .collect(Collectors.joining("\n"));
    }

    static TagRule ofLines(String lines) {
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            int equals = line.indexOf('=');
            wanted.put(
                    line.substring(0, equals), Set.of(line.substring(equals + 1).split("\\|")));
        });
        return wanted.isEmpty() ? EVERYBODY : new TagRule(wanted);
    }
}
