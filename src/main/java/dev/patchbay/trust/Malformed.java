package dev.patchbay.trust;

/** A signed document is not what its format asks for; the message names the member and repeats nothing of its content. */
final class Malformed extends RuntimeException {
    Malformed(String message) {
        super(message);
    }
}
