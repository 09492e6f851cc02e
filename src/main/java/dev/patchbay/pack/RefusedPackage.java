package dev.patchbay.pack;

/**
 * Says that a package is not taken, and why. The message is for the operator: it says what is wrong and where, and
 * repeats nothing of the package but names that have passed the name rules, cut down to harmless characters.
 */
public final class RefusedPackage extends RuntimeException {
    /** What is wrong with a package; the slug is the word that callers know it by. */
    public enum Kind {
        /** The file is no zip of the strict profile: records, headers, flags, types, contents. */
        ZIP_STRUCTURE("zip-structure"),
        /** An entry's name could lead outside of the package's folder or mean different files on different systems. */
        UNSAFE_PATH("zip-unsafe-path"),
        /** Too many entries, too much content, too long or too deep a name. */
        LIMITS("zip-limits"),
        /** md5.json is not the JSON that it must be, or one of its fields is not. */
        MANIFEST_INVALID("manifest-invalid"),
        /** md5.json is well-formed but says something else than the zip holds. */
        MANIFEST_MISMATCH("manifest-mismatch"),
        /** There is not one byte: not a matter of zips, since nothing says that a zip was meant. */
        EMPTY("field-invalid");

        private final String slug;

        Kind(String slug) {
            this.slug = slug;
        }

        public String slug() {
            return slug;
        }
    }

    private final Kind kind;

    RefusedPackage(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static RefusedPackage structure(String message) {
        return new RefusedPackage(Kind.ZIP_STRUCTURE, message);
    }

    static RefusedPackage unsafePath(String message) {
        return new RefusedPackage(Kind.UNSAFE_PATH, message);
    }

    static RefusedPackage limits(String message) {
        return new RefusedPackage(Kind.LIMITS, message);
    }

    static RefusedPackage invalid(String message) {
        return new RefusedPackage(Kind.MANIFEST_INVALID, message);
    }

    /** For whoever compares a package with what was said about it. */
    public static RefusedPackage mismatch(String message) {
        return new RefusedPackage(Kind.MANIFEST_MISMATCH, message);
    }

    public Kind kind() {
        return kind;
    }
}
