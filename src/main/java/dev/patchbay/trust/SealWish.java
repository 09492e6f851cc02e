package dev.patchbay.trust;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a device asks for sealed bytes, and which versions of its app's key it has. */
public final class SealWish {
    /** The device takes plain bytes, as every unmodified client does. */
    public static final SealWish NONE = new SealWish(false, null);

    private static final int MOST = 32;
    private static final Pattern LIST = Pattern.compile("[0-9]{1,9}(,[0-9]{1,9}){0," + (MOST - 1) + "}");

    private final boolean wanted;
    private final @Nullable Set<Integer> versions;

    private SealWish(boolean wanted, @Nullable Set<Integer> versions) {
        this.wanted = wanted;
        this.versions = versions;
    }

    /**
     * @param versions null when the device does not say: any will do
     * @throws IllegalArgumentException when there are too many
     */
    public static SealWish of(boolean wanted, @Nullable Collection<Integer> versions) {
        if (!wanted) return NONE;
        if (versions != null && versions.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " versions");
        }
        return new SealWish(true, versions == null ? null : Set.copyOf(versions));
    }

    /**
     * @param wanted 1 or true; anything else means no
     * @param versions numbers with commas between, blank or null when the device does not say; whatever else stands there
     *     names no version
     */
    public static SealWish ofText(@Nullable String wanted, @Nullable String versions) {
        String text = wanted == null ? "" : wanted.strip();
        boolean asked = text.equals("1") || text.equalsIgnoreCase("true");
        if (versions == null || versions.isBlank()) return of(asked, null);
        String list = versions.replace(" ", "");
        if (!LIST.matcher(list).matches()) return of(asked, List.of());
        return of(
                asked, Arrays.stream(list.split(",", -1)).map(Integer::valueOf).collect(Collectors.toSet()));
    }

    public boolean isWanted() {
        return wanted;
    }

    boolean takes(AppKey key) {
        return wanted && (versions == null || versions.contains(key.version()));
    }
}
