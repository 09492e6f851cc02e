package dev.patchbay.manage;

import dev.patchbay.release.Release;

/** The release's bytes were removed for good. */
public class BytesRemoved extends RuntimeException {
    BytesRemoved(Release release) {
        super("Retention removed the bytes of release " + release.id() + "; pin a release to keep it.");
    }
}
