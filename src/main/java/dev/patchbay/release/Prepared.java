package dev.patchbay.release;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.storage.SpooledFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An upload that was judged and made ready: what would be entered, and the files behind it.
 *
 * @param versions the native version for each platform that gets a release
 * @param jsVersion of the package that is handed out
 * @param timestamp md5.json's, in milliseconds since 1970; empty for other files, which count from their publishing
 * @param full the package that is handed out
 * @param rewritten whether the server wrote {@code full} from the upload
 * @param uploadedVersion the jsVersion of the upload itself
 */
record Prepared(
        Map<Platform, NativeVersion> versions,
        Match match,
        JsVersion jsVersion,
        Optional<Long> timestamp,
        SpooledFile full,
        boolean rewritten,
        JsVersion uploadedVersion,
        List<String> warnings)
        implements AutoCloseable {
    boolean eros() {
        return timestamp.isPresent();
    }

    Packaging packaging() {
        return rewritten ? Packaging.STORED : Packaging.AS_IS;
    }

    /** Removes the rewritten package's temporary file; the upload's own is the caller's. */
    @Override
    public void close() {
        if (rewritten) full.close();
    }
}
