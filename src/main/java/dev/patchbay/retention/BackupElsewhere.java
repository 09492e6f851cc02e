package dev.patchbay.retention;

/** The database is not a file of this server's own, so this server cannot back it up. */
public class BackupElsewhere extends RuntimeException {
    BackupElsewhere() {
        super("This server's database is not its own (spring.datasource.url); back that up with its own tools, and the"
                + " stored bytes after it.");
    }
}
