package dev.patchbay.trust;

/** Something that an app's makers signed, or should have signed, is not taken; the message tells the operator what to do. */
public final class RefusedStatement extends RuntimeException {
    /** What is wrong; the slug is the word that callers know it by. */
    public enum Kind {
        /** The statement is not the JSON that it must be. */
        STATEMENT_INVALID("statement-invalid"),
        /** It is not signed by as many keys of the right role as the app's keys ask for. */
        SIGNATURE_INVALID("signature-invalid"),
        /** It speaks of another package, app, platform or version than the upload. */
        STATEMENT_MISMATCH("statement-mismatch"),
        /** Its sequence does not rise, or rises absurdly. */
        STATEMENT_SEQUENCE("statement-sequence"),
        /** It may not be used any more. */
        STATEMENT_EXPIRED("statement-expired"),
        /** The app publishes nothing without a statement, and there is none. */
        STATEMENT_REQUIRED("statement-required"),
        /** A version of the app's keys of trust is not what has to follow. */
        KEYS_INVALID("keys-invalid"),
        /** JSPatch's own signature does not fit the script. */
        JSPATCH_KEY("jspatch-key");

        private final String slug;

        Kind(String slug) {
            this.slug = slug;
        }

        public String slug() {
            return slug;
        }
    }

    private final Kind kind;

    RefusedStatement(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
