package dev.patchbay.pack;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * An entry's name that means the same file, inside the package's folder, on every system. Names that break a rule
 * are not repeated in the refusal, only their place in the central directory.
 *
 * @param text segments with {@code /} between them; a directory's ends with one
 */
record EntryName(String text) {
    private static final int LONGEST_SEGMENT = 255;
    private static final String RESERVED = "<>:\"|?*\\";

    /**
     * Reads a name. Its bytes must be UTF-8 whether the entry is marked so or not: {@code zip} and macOS leave the mark
     * out, and what the readers that then take another character set make of them has no more slashes or dots.
     *
     * @param place the entry's number in the central directory, from 1
     */
    static EntryName of(byte[] bytes, ZipLimits limits, int place) {
        String entry = "the name of entry " + place;
        if (bytes.length == 0) throw RefusedPackage.unsafePath(entry + " is empty");
        if (bytes.length > limits.nameBytes()) {
            throw RefusedPackage.limits(entry + " is longer than " + limits.nameBytes() + " bytes");
        }
        String text = decode(bytes, entry);
        refuseCharacters(text, entry);
        refuseSegments(text, limits, entry);
        return new EntryName(text);
    }

    private static String decode(byte[] bytes, String entry) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RefusedPackage.unsafePath(entry + " is not UTF-8");
        }
    }

    private static void refuseCharacters(String text, String entry) {
        if (text.codePoints().anyMatch(EntryName::isForbidden)) {
            throw RefusedPackage.unsafePath(
                    entry + " has a control, invisible or reserved character (one of < > : \" | ? * \\)");
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
            throw RefusedPackage.unsafePath(entry + " is not in Unicode's composed form (NFC)");
        }
    }

    private static boolean isForbidden(int c) {
        if (RESERVED.indexOf(c) >= 0) return true;
        return switch (Character.getType(c)) {
            // FORMAT holds the bidi controls; what this JDK does not know it cannot fold or normalize either
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static void refuseSegments(String text, ZipLimits limits, String entry) {
        if (text.startsWith("/")) throw RefusedPackage.unsafePath(entry + " is absolute");
        String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        String[] segments = path.split("/", -1);
        if (segments.length > limits.depth()) {
            throw RefusedPackage.limits(entry + " is more than " + limits.depth() + " segments deep");
        }
        for (String segment : segments) {
            if (segment.isEmpty()) throw RefusedPackage.unsafePath(entry + " has an empty segment");
            if (segment.equals(".") || segment.equals("..")) {
                throw RefusedPackage.unsafePath(entry + " has a segment that is . or ..");
            }
            if (segment.endsWith(".") || segment.endsWith(" ")) {
                throw RefusedPackage.unsafePath(entry + " has a segment that ends with a dot or a space");
            }
            if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
                throw RefusedPackage.limits(entry + " has a segment longer than " + LONGEST_SEGMENT + " bytes");
            }
            NameTraps.refuse(segment, entry);
        }
    }

    boolean isDirectory() {
        return text.endsWith("/");
    }

    /** The name without a directory's last slash. */
    String path() {
        return isDirectory() ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * One form for all names that a case-insensitive or normalizing file system takes for the same file. Its segments
     * are separated by NUL, which sorts before all else, so that what lies in a directory follows it.
     */
    String folded() {
        return Normalizer.normalize(NameTraps.folded(path()), Normalizer.Form.NFC)
                .replace('/', '\0');
    }
}
