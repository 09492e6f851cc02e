package dev.patchbay.manage;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client calls one request of its own, so that it can be repeated safely (draft-ietf-httpapi-idempotency-key-header).
 *
 * @param text 1 to 255 visible ASCII characters
 */
record IdempotencyKey(String text) {
    static final String HEADER = "Idempotency-Key";
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    IdempotencyKey {
        if (!VISIBLE.matcher(text).matches()) {
            throw new RefusedParameter(HEADER + ": 1 to 255 visible ASCII characters, such as a UUID");
        }
    }

    /** The draft writes it with quotes, as a string of a structured field; many clients leave them out. */
    static Optional<IdempotencyKey> of(@Nullable String header) {
        if (header == null) return Optional.empty();
        String text = header.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return Optional.of(new IdempotencyKey(quoted ? text.substring(1, text.length() - 1) : text));
    }
}
