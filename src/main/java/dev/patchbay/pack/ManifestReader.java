package dev.patchbay.pack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads md5.json token by token. Members that are unknown are passed over, since packagers add their own; the known
 * ones must be right.
 */
final class ManifestReader {
    /** Up to the year 9999, in milliseconds. */
    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");

    private static final long LAST_MILLI = 253_402_300_799_999L;
    private static final Pattern URL = Pattern.compile("https?://[\\x21-\\x7e&&[^\"'<>\\\\]]{1,1000}");

    private final JsonParser in;
    private final Map<Platform, NativeVersion> versions = new EnumMap<>(Platform.class);
    private final List<Manifest.ListedFile> files = new ArrayList<>();
    private final Set<String> pages = new HashSet<>();
    private @Nullable AppName appName;
    private @Nullable JsVersion jsVersion;
    private @Nullable Instant timestamp;
    private @Nullable String jsPath;
    private ManifestText.@Nullable Span jsVersionPlace;
    private ManifestText.@Nullable Span timestampPlace;
    private int listEnd = -1;

    private ManifestReader(JsonParser in) {
        this.in = in;
    }

    static ManifestText read(String json) {
        if (json.startsWith("\ufeff")) throw RefusedPackage.invalid("md5.json begins with a byte order mark");
        try (JsonParser parser = StrictJson.parser(json)) {
            ManifestReader reader = new ManifestReader(parser);
            reader.readAll();
            return reader.text(json);
        } catch (JacksonException e) {
            throw RefusedPackage.invalid("md5.json " + StrictJson.fault(e));
        }
    }

    private void readAll() {
        if (in.nextToken() != JsonToken.START_OBJECT) throw RefusedPackage.invalid("md5.json is not a JSON object");
        while (in.nextToken() == JsonToken.PROPERTY_NAME) readMember(in.currentName());
        if (in.nextToken() != null) throw RefusedPackage.invalid("md5.json goes on after its object");
    }

    private void readMember(String name) {
        StrictJson.refuseAmbiguous(in, JsonToken.PROPERTY_NAME);
        in.nextToken();
        switch (name) {
            case "appName" -> appName = value(name, AppName::of);
            case "android" -> readVersion(name, Platform.ANDROID);
            case "iOS" -> readVersion(name, Platform.IOS);
            case "jsVersion" -> {
                jsVersion = value(name, JsVersion::new);
                jsVersionPlace = place();
            }
            case "timestamp" -> readTimestamp();
            case "jsPath" -> readJsPath(name);
            case "filesMd5" -> readFiles();
            default -> passOver();
        }
    }

    /** Unknown members, too, have only texts and numbers that every reader takes alike. */
    private void passOver() {
        int depth = 0;
        do {
            JsonToken token = in.currentToken();
            if (token == null) return;
            if (token.isStructStart()) depth++;
            else if (token.isStructEnd()) depth--;
            else StrictJson.refuseAmbiguous(in, token);
        } while (depth > 0 && in.nextToken() != null);
    }

    private <T> T value(String name, Function<String, T> of) {
        String text = string(name);
        try {
            return of.apply(text);
        } catch (IllegalArgumentException e) {
            throw RefusedPackage.invalid("md5.json: " + name + " is " + e.getMessage());
        }
    }

    private String string(String name) {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw RefusedPackage.invalid("md5.json: " + name + " is not a string");
        }
        return in.getString();
    }

    /** A packager for one platform may leave the other's version blank. */
    private void readVersion(String name, Platform platform) {
        if (string(name).isEmpty()) return;
        NativeVersion version = value(name, NativeVersion::of);
        NativeVersion earlier = versions.putIfAbsent(platform, version);
        if (earlier != null && !earlier.equals(version)) {
            throw RefusedPackage.invalid("md5.json names two versions for " + name);
        }
    }

    private void readTimestamp() {
        boolean number = in.currentToken() == JsonToken.VALUE_NUMBER_INT;
        if (!number || !MILLIS.matcher(in.getString()).matches() || in.getLongValue() > LAST_MILLI) {
            throw RefusedPackage.invalid("md5.json: timestamp is not a number of milliseconds since 1970");
        }
        timestamp = Instant.ofEpochMilli(in.getLongValue());
        int start = start();
        timestampPlace = new ManifestText.Span(start, start + in.getString().length());
    }

    private void readJsPath(String name) {
        String text = string(name);
        if (text.isEmpty()) return;
        if (!URL.matcher(text).matches()) {
            throw RefusedPackage.invalid("md5.json: jsPath is not an http or https URL");
        }
        jsPath = text;
    }

    private void readFiles() {
        if (in.currentToken() != JsonToken.START_ARRAY)
            throw RefusedPackage.invalid("md5.json: filesMd5 is not a list");
        while (in.nextToken() == JsonToken.START_OBJECT) readFile();
        if (in.currentToken() != JsonToken.END_ARRAY) {
            throw RefusedPackage.invalid("md5.json: filesMd5 holds something else than objects");
        }
        listEnd = start();
    }

    private void readFile() {
        String page = null;
        String md5 = null;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            StrictJson.refuseAmbiguous(in, JsonToken.PROPERTY_NAME);
            in.nextToken();
            switch (name) {
                case "page" -> page = string(name);
                case "md5" -> md5 = string(name);
                case "android" -> readVersion(name, Platform.ANDROID);
                case "iOS" -> readVersion(name, Platform.IOS);
                default -> passOver();
            }
        }
        add(require(page, "page of each file"), require(md5, "md5 of each file"));
    }

    private void add(String page, String md5) {
        try {
            files.add(new Manifest.ListedFile(page, md5));
        } catch (IllegalArgumentException e) {
            throw RefusedPackage.invalid("md5.json: file " + (files.size() + 1) + " of filesMd5 has " + e.getMessage());
        }
        if (!pages.add(page)) throw RefusedPackage.invalid("md5.json lists " + SafeText.quote(page) + " twice");
    }

    private int start() {
        return (int) in.currentTokenLocation().getCharOffset();
    }

    private ManifestText.Span place() {
        return new ManifestText.Span(start(), (int) in.currentLocation().getCharOffset());
    }

    private ManifestText text(String json) {
        if (versions.isEmpty()) throw RefusedPackage.invalid("md5.json names neither an android nor an iOS version");
        if (listEnd < 0) throw RefusedPackage.invalid("md5.json lacks the filesMd5");
        if (files.isEmpty()) throw RefusedPackage.invalid("md5.json lists no files");
        Manifest manifest = new Manifest(
                require(appName, "appName"),
                versions,
                require(jsVersion, "jsVersion"),
                require(timestamp, "timestamp"),
                jsPath,
                files);
        if (!manifest.computedJsVersion().equals(manifest.jsVersion())) {
            throw RefusedPackage.mismatch("md5.json: jsVersion is not that of the listed md5s, which is "
                    + manifest.computedJsVersion() + "; the package was changed after it was made");
        }
        ManifestText.Places places = new ManifestText.Places(
                require(jsVersionPlace, "jsVersion"), require(timestampPlace, "timestamp"), listEnd);
        return new ManifestText(json, manifest, places);
    }

    private static <T> T require(@Nullable T value, String name) {
        if (value == null) throw RefusedPackage.invalid("md5.json lacks the " + name);
        return value;
    }
}
