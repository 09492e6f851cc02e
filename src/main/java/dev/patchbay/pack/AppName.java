package dev.patchbay.pack;

import java.util.regex.Pattern;

/** The name of an app: 1–64 of {@code A-Z a-z 0-9 . _ -}, beginning with a letter or digit; case matters. */
public record AppName(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public AppName {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not an app name (1 to 64 letters, digits, dots, underscores and hyphens,"
                            + " the first a letter or digit)");
        }
    }

    /**
     * Reads an app name.
     *
     * @throws IllegalArgumentException when the text is no app name
     */
    public static AppName of(String text) {
        return new AppName(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
