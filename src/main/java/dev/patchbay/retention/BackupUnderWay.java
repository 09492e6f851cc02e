package dev.patchbay.retention;

/** Somebody else makes a backup at this moment. */
public class BackupUnderWay extends RuntimeException {
    BackupUnderWay() {
        super("A backup is being made already; wait for that one.");
    }
}
