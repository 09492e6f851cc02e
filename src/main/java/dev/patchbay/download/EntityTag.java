package dev.patchbay.download;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strong entity tag (RFC 9110, section 8.8.3).
 *
 * @param text with its quotes
 */
record EntityTag(String text) {
    private static final Pattern LISTED = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");

    /** Whether an {@code If-None-Match} names it: weak tags count. */
    boolean isIn(String list) {
        return anyOf(list, listed -> listed.equals(text) || listed.equals("W/" + text));
    }

    /** Whether an {@code If-Match} names it: weak tags do not count. */
    boolean isStronglyIn(String list) {
        return anyOf(list, text::equals);
    }

    private static boolean anyOf(String list, Predicate<String> same) {
        if (list.strip().equals("*")) return true;
        Matcher matcher = LISTED.matcher(list);
        while (matcher.find()) {
            if (same.test(matcher.group())) return true;
        }
        return false;
    }
}
