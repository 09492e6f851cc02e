package dev.patchbay.pack;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The content id of a release: 32 lower-case hex digits. For an eros zip it is the md5 of the sorted md5s that its
 * md5.json lists; for any other file the md5 of its bytes.
 */
public record JsVersion(String hex) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

    public JsVersion {
        if (!HEX.matcher(hex).matches()) throw new IllegalArgumentException("not a jsVersion (32 hex digits)");
    }

    /** Reads a jsVersion in any case. */
    public static JsVersion of(String text) {
        return new JsVersion(text.toLowerCase(Locale.ROOT));
    }

    /**
     * The jsVersion of an eros package: {@code md5hex(concat(sort(md5s)))}, duplicates kept (eros-cli).
     *
     * @param md5s the lower-case hex md5s listed in md5.json, in any order
     */
    public static JsVersion ofListed(Collection<String> md5s) {
        return new JsVersion(
                DigestUtils.md5Hex(String.join("", md5s.stream().sorted().toList())));
    }

    /** The name of the delta that leads from this content to another: {@code md5hex(old + new)} (weex-eros). */
    public String deltaNameTo(JsVersion newer) {
        return DigestUtils.md5Hex(hex + newer.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
