package dev.patchbay.release;

import dev.patchbay.pack.NativeVersion;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which installed versions a release fits. */
public enum Match {
    /** The same version. */
    EXACT,
    /** Installed ≤ release. */
    UP_TO,
    /** Installed ≥ release. */
    AT_LEAST;

    public static Match of(String text) {
        for (Match match : values()) {
            if (match.toString().equals(text)) return match;
        }
        throw new IllegalArgumentException("match is one of "
                + Arrays.stream(values()).map(Match::toString).collect(Collectors.joining(", ")));
    }

    /** Whether a release for {@code version} fits the installed version. */
    public boolean fits(NativeVersion version, NativeVersion installed) {
        int order = installed.compareTo(version);
        return switch (this) {
            case EXACT -> order == 0;
            case UP_TO -> order <= 0;
            case AT_LEAST -> order >= 0;
        };
    }

    /** Whether some installed version fits both a release for {@code version} and another release. */
    public boolean overlaps(NativeVersion version, Match otherMatch, NativeVersion otherVersion) {
        if (this == EXACT) return otherMatch.fits(otherVersion, version);
        if (otherMatch == EXACT || this == otherMatch) return this == otherMatch || fits(version, otherVersion);
        NativeVersion most = this == UP_TO ? version : otherVersion;
        NativeVersion least = this == AT_LEAST ? version : otherVersion;
        return least.compareTo(most) <= 0;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
