package dev.patchbay.manage;

/** A parameter or member of a management request cannot be taken; the message says which and what to write. */
public class RefusedParameter extends RuntimeException {
    RefusedParameter(String message) {
        super(message);
    }

    RefusedParameter(String message, Throwable cause) {
        super(message, cause);
    }
}
