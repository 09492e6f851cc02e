package dev.patchbay.manage;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of releases ended: the timestamp and id of its last one. Callers treat its text as opaque.
 */
record Cursor(long timestamp, long id) {
    static final Cursor START = new Cursor(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,18})\\.([0-9]{1,18})");

    /**
     * @param text as a list gave it; null for the first page
     */
    static Cursor of(@Nullable String text) {
        if (text == null || text.isEmpty()) return START;
        try {
            Matcher parts = FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
            if (!parts.matches()) throw new IllegalArgumentException();
            return new Cursor(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
        } catch (IllegalArgumentException e) {
            throw new RefusedParameter("after: not a cursor; take it from the member next of a list", e);
        }
    }

    /** The id to start behind in a list that is sorted by rising id. */
    long idOrZero() {
        return equals(START) ? 0 : id;
    }

    @Override
    public String toString() {
        byte[] text = (timestamp + "." + id).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }
}
