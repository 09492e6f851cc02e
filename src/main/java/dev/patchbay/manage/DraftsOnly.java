package dev.patchbay.manage;

/** A key that may upload drafts only was used to publish. */
public class DraftsOnly extends RuntimeException {
    DraftsOnly() {
        super(
                "This key may upload drafts only: add draft=true and let a publisher publish it, or use a publisher's key.");
    }
}
