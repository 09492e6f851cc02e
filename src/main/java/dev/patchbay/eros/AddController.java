package dev.patchbay.eros;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.JsPath;
import dev.patchbay.release.RefusedField;
import dev.patchbay.release.ReleaseAnnouncer;
import dev.patchbay.release.RemoteAnnouncement;
import java.security.Principal;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the stock eros packager posts after it has put a package on a static server. */
@RestController
class AddController {
    private final ReleaseAnnouncer announcer;

    AddController(ReleaseAnnouncer announcer) {
        this.announcer = announcer;
    }

    @PostMapping(path = "/app/add", produces = MediaType.APPLICATION_JSON_VALUE)
    ErosAnswer add(
            @RequestParam(defaultValue = "") String appName,
            @RequestParam(defaultValue = "") String android,
            @RequestParam(name = "iOS", defaultValue = "") String ios,
            @RequestParam(defaultValue = "") String jsVersion,
            @RequestParam(defaultValue = "") String timestamp,
            @RequestParam(defaultValue = "") String jsPath,
            Principal who) {
        Map<Platform, NativeVersion> versions = new EnumMap<>(Platform.class);
        if (!android.isBlank()) versions.put(Platform.ANDROID, read("android", android, NativeVersion::of));
        if (!ios.isBlank()) versions.put(Platform.IOS, read("iOS", ios, NativeVersion::of));
        if (versions.isEmpty()) throw new RefusedField("android", "a version for android or iOS is needed");
        announcer.announce(new RemoteAnnouncement(
                read("appName", appName, AppName::of),
                versions,
                read("jsVersion", jsVersion, JsVersion::of),
                read("timestamp", timestamp, AddController::milliseconds),
                read("jsPath", jsPath, text -> JsPath.of(text).url()),
                who.getName()));
        return new ErosAnswer(0, "success", "success");
    }

    private static long milliseconds(String text) {
        if (!text.matches("[0-9]{1,15}")) throw new IllegalArgumentException("milliseconds since 1970");
        return Long.parseLong(text);
    }

    private static <T> T read(String field, String text, Function<String, T> reader) {
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new RefusedField(field, String.valueOf(e.getMessage()));
        }
    }
}
