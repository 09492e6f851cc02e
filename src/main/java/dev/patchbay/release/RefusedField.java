package dev.patchbay.release;

/** A field of an upload or a change has a value that cannot be taken; nothing was changed. */
public class RefusedField extends RuntimeException {
    private final String field;

    public RefusedField(String field, String why) {
        super(field + ": " + why);
        this.field = field;
    }

    /** The field's name in the HTTP contract. */
    public String field() {
        return field;
    }
}
