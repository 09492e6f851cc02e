package dev.patchbay.plan;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads how long a step soaks: a number with s, m, h, d or w, or an ISO-8601 duration. */
public final class SoakTime {
    private static final Pattern SIMPLE = Pattern.compile("([0-9]{1,7})([smhdw])");

    private SoakTime() {}

    /**
     * @throws IllegalArgumentException when it is neither
     */
    public static Duration of(String text) {
        Matcher simple = SIMPLE.matcher(text);
        if (!simple.matches()) return iso(text);
        long number = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("write a time such as 90m, 4h, 1d or PT4H", e);
        }
    }
}
