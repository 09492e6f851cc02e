package dev.patchbay.download;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client says it can decode (RFC 9110, section 12.5.3); weights are in thousandths. */
final class AcceptEncoding {
    private static final Pattern ITEM =
            Pattern.compile("([!#$%&'*+.^_`|~0-9a-z-]+)[ \t]*(?:;[ \t]*q=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?");
    private static final int FULL = 1000;

    private final Map<String, Integer> weights = new HashMap<>();

    private AcceptEncoding() {}

    /** Without a header only the bytes themselves are asked for; items that are not well-formed count as absent. */
    static AcceptEncoding of(@Nullable String header) {
        AcceptEncoding accepted = new AcceptEncoding();
        for (String item : header == null ? new String[0] : header.split(",", -1)) {
            Matcher matcher = ITEM.matcher(item.strip().toLowerCase(Locale.ROOT));
            if (!matcher.matches()) continue;
            String coding = matcher.group(1).equals("x-gzip") ? "gzip" : matcher.group(1);
            accepted.weights.put(coding, weight(matcher.group(2)));
        }
        return accepted;
    }

    private static int weight(@Nullable String q) {
        return q == null ? FULL : (int) Math.round(Double.parseDouble(q) * FULL);
    }

    /**
     * The best liked, among equals the smallest. A client that refuses everything there is gets the bytes themselves,
     * as the RFC permits: an error would leave it with nothing at all.
     *
     * @param all at least one; the bytes themselves first
     */
    Representation choose(List<Representation> all) {
        return all.stream()
                .filter(this::accepts)
                .max(Comparator.comparingInt(this::weightOf)
                        .thenComparing(
                                Comparator.comparingLong(Representation::size).reversed()))
                .orElse(all.get(0));
    }

    boolean accepts(Representation one) {
        return weightOf(one) > 0;
    }

    /** The bytes themselves are welcome without being named, but behind all that is. */
    private int weightOf(Representation one) {
        Integer named = weights.get(one.encoding());
        if (named != null) return named;
        return weights.getOrDefault("*", one.isIdentity() ? 1 : 0);
    }
}
