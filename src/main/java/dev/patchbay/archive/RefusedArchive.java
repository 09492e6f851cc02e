package dev.patchbay.archive;

/** What was sent to be imported is no archive of an app, or not a whole one; the message says what is wrong, and echoes nothing. */
public class RefusedArchive extends RuntimeException {
    RefusedArchive(String why) {
        super("The archive is refused, nothing was imported: " + why + ".");
    }

    RefusedArchive(String why, Throwable cause) {
        super("The archive is refused, nothing was imported: " + why + ".", cause);
    }
}
