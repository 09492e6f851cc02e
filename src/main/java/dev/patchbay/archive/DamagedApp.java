package dev.patchbay.archive;

/** An app cannot be exported whole, since files of it are damaged or missing. */
public class DamagedApp extends RuntimeException {
    DamagedApp(int files, String first) {
        super(files + " files of this app are damaged or missing here, the first of them " + first
                + "; upload their packages again, then export.");
    }
}
