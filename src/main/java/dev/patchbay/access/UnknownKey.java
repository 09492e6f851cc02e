package dev.patchbay.access;

/** There is no API key of that id. */
public class UnknownKey extends RuntimeException {
    UnknownKey() {
        super("There is no key of that id.");
    }
}
