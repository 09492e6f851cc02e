package dev.patchbay.trust;

/** There is no signed document of that name. */
public class NothingSigned extends RuntimeException {
    NothingSigned(String message) {
        super(message);
    }
}
