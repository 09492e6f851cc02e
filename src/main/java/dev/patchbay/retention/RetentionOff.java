package dev.patchbay.retention;

/** Nobody said how many releases are to be kept. */
public class RetentionOff extends RuntimeException {
    RetentionOff() {
        super(
                "Retention is off. Say how many of the newest releases to keep: ?keep=10 here, or patchbay.retention.keep in"
                        + " the settings.");
    }
}
