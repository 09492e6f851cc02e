package dev.patchbay.audit;

/** A parameter of a question to the audit trail cannot be taken; the message says which and what to write. */
public class RefusedFilter extends RuntimeException {
    RefusedFilter(String message) {
        super(message);
    }
}
