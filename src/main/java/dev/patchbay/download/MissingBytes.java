package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;

/** The stored bytes are gone or no longer those that their name promises, so nothing is handed out. */
public class MissingBytes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingBytes(BlobKey blob) {
        super("blob " + blob + " is missing or damaged; publish the same package again or restore it from a backup");
    }
}
