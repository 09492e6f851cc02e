package dev.patchbay.report;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What the reasons of one failure have in common: the text in lower case without what differs from device to device
 * (paths, addresses, ids, numbers), which is also all that is kept of it, since a reason may name a person.
 *
 * @param id 16 hex digits; the same for reasons with the same example
 * @param example at most {@value #LONGEST} characters
 */
record Fingerprint(String id, String example) {
    static final int LONGEST = 200;
    static final Fingerprint OTHER = new Fingerprint("other", "(other reasons)");

    private static final int READ = 1000;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}\\s]++");
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>]{1,64}+@[^\\s@<>]{1,255}+");
    private static final Pattern PATH =
            Pattern.compile("(?:[a-z][a-z0-9+.-]{1,15}+:/|[a-z]:)?(?:[/\\\\][\\w.@~+%=-]++){2,}+");
    private static final Pattern HEX =
            Pattern.compile("\\b(?:0x[0-9a-f]++|(?=[a-f]*+[0-9])[0-9a-f]{6,}+(?:-[0-9a-f]++)*+)\\b");
    private static final Pattern NUMBER = Pattern.compile("[0-9]++");

    static Fingerprint of(String reason) {
        String text = reason.length() > READ ? reason.substring(0, READ) : reason;
        text = CONTROLS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
        text = PATH.matcher(text).replaceAll("<path>");
        text = MAIL.matcher(text).replaceAll("<mail>");
        text = HEX.matcher(text).replaceAll("<id>");
        text = NUMBER.matcher(text).replaceAll("#");
        if (text.isEmpty()) text = "(no reason given)";
        if (text.length() > LONGEST) text = text.substring(0, LONGEST);
        return new Fingerprint(DigestUtils.sha256Hex(text).substring(0, 16), text);
    }
}
