package dev.patchbay.storage;

/** The server cannot trust what it would keep its data in; the message is one sentence and says what to do. */
public class StartRefused extends RuntimeException {
    public StartRefused(String why) {
        super(why);
    }

    public StartRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
