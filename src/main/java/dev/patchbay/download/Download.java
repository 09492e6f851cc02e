package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to be handed out, and how.
 *
 * @param blob the plain bytes, whatever the form; where a coding is named, those in that coding
 * @param fileName under which a browser saves them: letters, digits, {@code . _ -}
 * @param freshFor how long the receiver may keep them for itself without asking again; zero: not at all
 * @param release by whose link a device asks, who may then be led to somebody else for them; 0: nobody is
 * @param coding in which they are asked for and no other, for whoever keeps them for all; null: the client says what it can
 *     decode, and keeps them for itself
 */
public record Download(
        BlobKey blob,
        Form form,
        String fileName,
        Duration freshFor,
        long release,
        @Nullable String coding) {
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");
    private static final Duration FOR_EVER = Duration.ofDays(365);

    public Download {
        if (!FILE_NAME.matcher(fileName).matches()) throw new IllegalArgumentException("not a plain file name");
        if (freshFor.isNegative()) throw new IllegalArgumentException("a time to keep bytes cannot be negative");
    }

    public Download(BlobKey blob, Form form, String fileName, Duration freshFor) {
        this(blob, form, fileName, freshFor, 0, null);
    }

    /** For whoever keeps them for all: the address names the very bytes. */
    static Download forCaches(BlobKey blob, String coding, String fileName) {
        return new Download(blob, Form.PLAIN, fileName, FOR_EVER, 0, coding);
    }

    /** Whether somebody keeps the answer for others. */
    boolean isForCaches() {
        return coding != null;
    }

    String cacheControl() {
        if (freshFor.isZero()) return "no-store";
        return (isForCaches() ? "public" : "private") + ", max-age=" + freshFor.toSeconds() + ", immutable";
    }

    String disposition() {
        return "attachment; filename=\"" + fileName + "\"";
    }
}
