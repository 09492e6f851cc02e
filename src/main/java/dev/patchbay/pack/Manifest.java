package dev.patchbay.pack;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an eros package says of itself in its md5.json.
 *
 * @param versions the native version for each platform that is named, in the order of {@link Platform}; at least one
 * @param jsVersion as listed, which is also what the listed md5s give
 * @param timestamp when the package was made; devices apply the package with the greatest one
 * @param jsPath where the files lie on a static server, an http or https URL, if that is said
 * @param files all files of the package except md5.json; at least one
 */
public record Manifest(
        AppName appName,
        Map<Platform, NativeVersion> versions,
        JsVersion jsVersion,
        Instant timestamp,
        @Nullable String jsPath,
        List<ListedFile> files) {
    /** The manifest's name in a package. */
    public static final String NAME = "md5.json";

    public Manifest {
        if (versions.isEmpty()) throw new IllegalArgumentException("a manifest names at least one platform");
        versions = Collections.unmodifiableMap(new EnumMap<>(versions));
        files = List.copyOf(files);
        if (files.isEmpty()) throw new IllegalArgumentException("a manifest lists at least one file");
    }

    /**
     * A file as the manifest lists it.
     *
     * @param page its path, with a leading slash
     * @param md5 of its content after the packager read it as UTF-8 text, 32 lower-case hex digits
     */
    public record ListedFile(String page, String md5) {
        private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

        public ListedFile {
            if (page.length() < 2 || !page.startsWith("/")) {
                throw new IllegalArgumentException("not a page (a path with a leading slash)");
            }
            if (!HEX.matcher(md5).matches()) {
                throw new IllegalArgumentException("not an md5 (32 lower-case hex digits)");
            }
        }

        /** Its name in the zip. */
        String entryName() {
            return page.substring(1);
        }
    }

    /** What the listed md5s give as jsVersion, whatever the manifest says. */
    JsVersion computedJsVersion() {
        return JsVersion.ofListed(files.stream().map(ListedFile::md5).toList());
    }

    /** The jsVersion if one more file were listed. */
    JsVersion jsVersionWith(ListedFile more) {
        return JsVersion.ofListed(Stream.concat(files.stream(), Stream.of(more))
                .map(ListedFile::md5)
                .toList());
    }
}
