package dev.patchbay.ocrunner;

/** A check that cannot be answered as it was asked; the message is the answer's {@code error}. */
public class RefusedCheck extends RuntimeException {
    RefusedCheck(String error) {
        super(error);
    }
}
