package dev.patchbay.release;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an uploader says about a package beside its content.
 *
 * @param match which installed versions the release fits; by default the package's kind decides
 * @param embedded the bytes ship inside the store build: a base for deltas, offered to nobody
 * @param jsPath where a static server has the files, without the file's name
 */
public record Terms(
        Optional<Match> match,
        Priority priority,
        String notes,
        Percent rollout,
        boolean draft,
        boolean embedded,
        Packaging packaging,
        Optional<String> jsPath) {
    private static final int MAX_NOTES = 10_000;
    private static final Pattern TEXT = Pattern.compile("[[\\P{Cntrl}&&\\P{Cs}]\\t\\r\\n]*");

    public Terms {
        requireNotes(notes);
        if (embedded && packaging == Packaging.STORED) {
            throw new RefusedField("packaging", "embedded packages are kept exactly as they are; leave it out");
        }
        if (embedded && draft) throw new RefusedField("draft", "an embedded package is not offered; leave it out");
    }

    /** The same for bytes that were packed so. */
    Terms packed(Packaging packaging) {
        return new Terms(match, priority, notes, rollout, draft, embedded, packaging, jsPath);
    }

    static String requireNotes(String notes) {
        if (notes.length() > MAX_NOTES) throw new RefusedField("notes", "at most " + MAX_NOTES + " characters");
        if (!TEXT.matcher(notes).matches()) {
            throw new RefusedField(
                    "notes", "no control characters but tabs and line breaks, and no half of a surrogate pair");
        }
        return notes;
    }
}
