package dev.patchbay.pack;

/** Cuts text from a package down to what may stand in a message: no control, no markup, no quotes, no great length. */
final class SafeText {
    private static final int LONGEST = 80;

    private SafeText() {}

    /** The text between quotes; what is not a letter, a digit or {@code ._/@+-} of ASCII becomes a question mark. */
    static String quote(String text) {
        StringBuilder safe = new StringBuilder("\"");
        text.chars().limit(LONGEST).forEach(c -> safe.append(isHarmless(c) ? (char) c : '?'));
        return safe.append(text.length() > LONGEST ? "...\"" : "\"").toString();
    }

    private static boolean isHarmless(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || "._/@+-".indexOf(c) >= 0;
    }
}
