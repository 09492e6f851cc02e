package dev.patchbay.release;

import dev.patchbay.pack.JsVersion;

/** Lets tests of other packages say what devices may hold beside what a release hands out. */
public final class KnownContents {
    private KnownContents() {}

    public static KnownContent of(KnownContent.Origin origin, JsVersion jsVersion, Content content) {
        return new KnownContent(origin, jsVersion, content);
    }
}
