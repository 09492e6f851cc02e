package dev.patchbay.pack;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The version of an installed app: one to four decimal parts of up to nine digits and an optional pre-release suffix.
 * Versions compare as semantic versioning does, missing parts counting as zero: 1.10.0 &gt; 1.9.0, 1.2 = 1.2.0,
 * 1.0.0-beta &lt; 1.0.0 (Semantic Versioning 2.0.0, section 11).
 */
public final class NativeVersion implements Comparable<NativeVersion> {
    private static final Pattern FORM =
            Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9}){0,3}(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?");
    private static final int MAX_LENGTH = 100;

    private final String text;
    private final int[] parts;
    private final String[] suffix;

    private NativeVersion(String text, int[] parts, String[] suffix) {
        this.text = text;
        this.parts = parts;
        this.suffix = suffix;
    }

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException when the text is no version
     */
    public static NativeVersion of(String text) {
        if (text.length() > MAX_LENGTH || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not a version (one to four numbers with dots between, and perhaps a suffix such as -beta.1)");
        }
        int dash = text.indexOf('-');
        String[] numbers = (dash < 0 ? text : text.substring(0, dash)).split("\\.", -1);
        int[] parts = new int[4];
        for (int i = 0; i < numbers.length; i++) parts[i] = Integer.parseInt(numbers[i]);
        String[] suffix = dash < 0 ? new String[0] : text.substring(dash + 1).split("\\.", -1);
        return new NativeVersion(text, parts, suffix);
    }

    /** One form for all texts that compare as equal, usable as a key: {@code 1.2} and {@code 1.2.0} give the same. */
    public String canonical() {
        StringBuilder key = new StringBuilder();
        for (int part : parts) key.append(key.isEmpty() ? "" : ".").append(part);
        for (int i = 0; i < suffix.length; i++) {
            key.append(i == 0 ? '-' : '.').append(isNumber(suffix[i]) ? withoutZeros(suffix[i]) : suffix[i]);
        }
        return key.toString();
    }

    @Override
    public int compareTo(NativeVersion other) {
        int byParts = Arrays.compare(parts, other.parts);
        if (byParts != 0) return byParts;
        if (suffix.length == 0 || other.suffix.length == 0) return Integer.compare(other.suffix.length, suffix.length);
        for (int i = 0; i < Math.min(suffix.length, other.suffix.length); i++) {
            int byIdentifier = compareIdentifiers(suffix[i], other.suffix[i]);
            if (byIdentifier != 0) return byIdentifier;
        }
        return Integer.compare(suffix.length, other.suffix.length);
    }

    private static int compareIdentifiers(String a, String b) {
        boolean aNumber = isNumber(a);
        boolean bNumber = isNumber(b);
        if (aNumber != bNumber) return aNumber ? -1 : 1;
        if (!aNumber) return a.compareTo(b);
        String x = withoutZeros(a);
        String y = withoutZeros(b);
        return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
    }

    private static boolean isNumber(String identifier) {
        return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String withoutZeros(String number) {
        int start = 0;
        while (start < number.length() - 1 && number.charAt(start) == '0') start++;
        return number.substring(start);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NativeVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(canonical());
    }

    /** The text as it was given. */
    @Override
    public String toString() {
        return text;
    }
}
