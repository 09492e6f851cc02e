package dev.patchbay.pack;

import java.util.Locale;

/** The operating system an installed app runs on: read in any case, written in lower case. */
public enum Platform {
    ANDROID,
    IOS,
    HARMONY;

    /**
     * Reads a platform's name.
     *
     * @throws IllegalArgumentException for anything but {@code android}, {@code ios} or {@code harmony} (any case)
     */
    public static Platform of(String name) {
        // not equalsIgnoreCase, to which a dotless i is an i
        String lower = name.toLowerCase(Locale.ROOT);
        for (Platform platform : values()) {
            if (platform.toString().equals(lower)) return platform;
        }
        throw new IllegalArgumentException("not a platform (android, ios or harmony)");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
