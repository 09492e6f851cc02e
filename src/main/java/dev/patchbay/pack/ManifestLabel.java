package dev.patchbay.pack;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * What an md5.json says beside its files.
 *
 * @param versions the native version for each platform; at least one, and only those that an md5.json can name
 * @param timestamp when the package was made; devices apply the package with the greatest one
 */
public record ManifestLabel(
        AppName appName, Map<Platform, NativeVersion> versions, Instant timestamp, Optional<String> jsPath) {
    private static final Map<Platform, String> NAMES = Map.of(Platform.ANDROID, "android", Platform.IOS, "iOS");

    public ManifestLabel {
        versions = Collections.unmodifiableMap(new EnumMap<>(versions));
        if (versions.isEmpty()) throw new IllegalArgumentException("a package names at least one platform");
        if (!NAMES.keySet().containsAll(versions.keySet())) {
            throw new IllegalArgumentException("an md5.json names android and iOS versions only");
        }
    }

    /** The whole md5.json, written as the stock packager writes it: compact, with a newline at its end. */
    String json(List<Manifest.ListedFile> files, JsVersion jsVersion) {
        StringBuilder json = new StringBuilder("{\"filesMd5\":[");
        for (Manifest.ListedFile file : files) {
            if (json.charAt(json.length() - 1) == '}') json.append(',');
            json.append("{\"page\":")
                    .append(quote(file.page()))
                    .append(",\"md5\":\"")
                    .append(file.md5())
                    .append("\"}");
        }
        json.append(']');
        versions.forEach((platform, version) ->
                json.append(",\"" + NAMES.get(platform) + "\":").append(quote(version.toString())));
        json.append(",\"appName\":").append(quote(appName.text()));
        json.append(",\"jsVersion\":\"").append(jsVersion.hex());
        json.append("\",\"timestamp\":").append(timestamp.toEpochMilli());
        jsPath.ifPresent(path -> json.append(",\"jsPath\":").append(quote(path)));
        return json.append("}\n").toString();
    }

    private static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
