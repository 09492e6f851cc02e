package dev.patchbay.pack;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Segments of a name that look like plain text and become something else: a device, another path, or nothing to see. */
final class NameTraps {
    /** Devices of Windows, with any extension (Microsoft, "Naming Files, Paths, and Namespaces"). */
    private static final Pattern DEVICE = Pattern.compile(
            "(?:con|prn|aux|nul|conin\\$|conout\\$|clock\\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?: *\\..*)?",
            Pattern.CASE_INSENSITIVE);

    /** Escapes of characters that mean something in a path: who builds a URL from a name has them decoded. */
    private static final Pattern ESCAPE =
            Pattern.compile("%(?:[01][0-9a-f]|2[5ef]|3a|5c|7f)", Pattern.CASE_INSENSITIVE);

    /** Letters that show nothing (Unicode's Default_Ignorable_Code_Point, as far as they are no format characters). */
    private static final Pattern UNSEEN = Pattern.compile(
            "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0e\uffa0\\x{e0100}-\\x{e01ef}]");

    private NameTraps() {}

    /**
     * @throws RefusedPackage when the segment is one
     */
    static void refuse(String segment, String entry) {
        if (DEVICE.matcher(segment).matches()) {
            throw RefusedPackage.unsafePath(
                    entry + " has a segment that is a device on Windows, such as con or aux.js");
        }
        if (ESCAPE.matcher(segment).find()) {
            throw RefusedPackage.unsafePath(entry + " has an escape (%2e, %2f, ...) that would be decoded in a URL");
        }
        if (UNSEEN.matcher(segment).find()) {
            throw RefusedPackage.unsafePath(entry + " has a letter that shows nothing");
        }
        String plain = Normalizer.normalize(segment, Normalizer.Form.NFKC);
        if (plain.indexOf('/') >= 0 || plain.indexOf('\\') >= 0 || plain.matches("\\.+")) {
            throw RefusedPackage.unsafePath(entry + " has a character that looks like a slash or like dots");
        }
    }

    /** One form for all segments that a case-insensitive file system takes for the same: a capital sharp s is two s. */
    static String folded(String text) {
        return text.replace('\u1e9e', '\u00df').toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
