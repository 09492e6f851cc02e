package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Bytes to be handed out, and how.
 *
 * @param blob the plain bytes, whatever the form
 * @param fileName under which a browser saves them: letters, digits, {@code . _ -}
 * @param freshFor how long the receiver may keep them for itself without asking again; zero: not at all
 */
public record Download(BlobKey blob, Form form, String fileName, Duration freshFor) {
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    public Download {
        if (!FILE_NAME.matcher(fileName).matches()) throw new IllegalArgumentException("not a plain file name");
        if (freshFor.isNegative()) throw new IllegalArgumentException("a time to keep bytes cannot be negative");
    }

    String cacheControl() {
        if (freshFor.isZero()) return "no-store";
        return "private, max-age=" + freshFor.toSeconds() + ", immutable";
    }
}
