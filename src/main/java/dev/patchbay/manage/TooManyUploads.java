package dev.patchbay.manage;

/** So many uploads are under way that one more is not begun. */
public class TooManyUploads extends RuntimeException {
    TooManyUploads() {
        super("Too many uploads are under way. Try again in a few seconds, or raise patchbay.upload.at-once.");
    }
}
