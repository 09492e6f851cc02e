package dev.patchbay.release;

/** Other bytes are known already for the same app, platform, version and jsVersion. */
public class ReleaseConflict extends RuntimeException {
    ReleaseConflict(Release existing) {
        super("Release " + existing.id() + " (" + existing.platform() + " " + existing.version() + ", jsVersion "
                + existing.jsVersion() + ") already exists with other bytes: the same sources were packed twice, and a"
                + " device reports only the jsVersion, so the two could not be told apart. Upload the file that was"
                + " published first, or change a source file; if these bytes ship inside a store build, upload them"
                + " with embedded=true.");
    }
}
