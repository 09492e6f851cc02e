package dev.patchbay.release;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import java.nio.file.Path;
import java.util.Map;

/**
 * An upload that was judged, before it is entered.
 *
 * @param versions the native version for each platform that gets a release
 * @param jsVersion of the package that is handed out
 * @param full the package that is handed out
 * @param rewritten whether the server wrote that package from the upload
 * @param file the upload itself
 */
public record PreparedUpload(
        AppName app,
        Map<Platform, NativeVersion> versions,
        Match match,
        JsVersion jsVersion,
        Content full,
        boolean rewritten,
        boolean embedded,
        Path file) {
    static PreparedUpload of(Upload upload, Prepared prepared) {
        return new PreparedUpload(
                upload.app(),
                Map.copyOf(prepared.versions()),
                prepared.match(),
                prepared.jsVersion(),
                Content.of(prepared.full()),
                prepared.rewritten(),
                upload.terms().embedded(),
                upload.file().path());
    }
}
