package dev.patchbay.release;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import java.util.Map;

/**
 * What a packager says of an eros package whose files lie on a static server.
 *
 * @param timestamp milliseconds since 1970
 * @param jsPath an http or https URL of the folder
 */
public record RemoteAnnouncement(
        AppName app,
        Map<Platform, NativeVersion> versions,
        JsVersion jsVersion,
        long timestamp,
        String jsPath,
        String by) {}
