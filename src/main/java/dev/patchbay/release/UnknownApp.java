package dev.patchbay.release;

/** There is no app of that name. */
public class UnknownApp extends RuntimeException {
    public UnknownApp(String message) {
        super(message);
    }
}
