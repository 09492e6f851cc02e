package dev.patchbay.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which of a representation's bytes a request is about (RFC 9110, section 14). */
sealed interface Span {

    /** All of them: no range was asked for, or one that a server may leave out of account. */
    record Whole() implements Span {}

    /**
     * Those from the first to the last, both included.
     */
    record Part(long first, long last) implements Span {
        long length() {
            return last - first + 1;
        }
    }

    /** None: the range lies outside. */
    record Outside() implements Span {}

    /** One range; a list of several is answered with the whole. */
    Pattern RANGE = Pattern.compile("bytes=[ \t,]*([0-9]*)-([0-9]*)[ \t,]*", Pattern.CASE_INSENSITIVE);

    /**
     * @param header the value of {@code Range}; null without one
     * @param size of the representation, in bytes
     */
    static Span of(@Nullable String header, long size) {
        Matcher range = header == null ? null : RANGE.matcher(header.strip());
        if (range == null || !range.matches()) return new Whole();
        String from = range.group(1);
        String to = range.group(2);
        if (from.isEmpty()) return to.isEmpty() ? new Whole() : suffix(number(to), size);
        long first = number(from);
        long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
        if (last < first) return new Whole();
        return first < size ? new Part(first, Math.min(last, size - 1)) : new Outside();
    }

    private static Span suffix(long length, long size) {
        if (length == 0 || size == 0) return new Outside();
        return new Part(Math.max(0, size - length), size - 1);
    }

    /** Numbers beyond any file's size are as good as the largest. */
    private static long number(String digits) {
        String plain = digits.replaceFirst("^0+(?=.)", "");
        return plain.length() > 18 ? Long.MAX_VALUE : Long.parseLong(plain);
    }
}
