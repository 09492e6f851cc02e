package dev.patchbay.release;

import java.util.Locale;

/** What the server does with an uploaded zip before it hands it out. */
public enum Packaging {
    /** Nothing. */
    AS_IS,
    /** Writes it again with its files sorted, uncompressed and with fixed times, which makes deltas far smaller. */
    STORED;

    public static Packaging of(String text) {
        for (Packaging packaging : values()) {
            if (packaging.toString().equals(text)) return packaging;
        }
        throw new IllegalArgumentException("packaging is as-is or stored");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
