package dev.patchbay.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The text of an md5.json with the places that a rewriting changes. All else stays as the packager wrote it, byte for
 * byte.
 */
record ManifestText(String json, Manifest manifest, Places places) {
    /** What the largest known package needs, thirty times over. */
    private static final int LONGEST = 4 << 20;

    /** Offsets in the text. The spans are those of the whole value, a string's quotes included. */
    record Places(Span jsVersion, Span timestamp, int listEnd) {}

    record Span(int start, int end) {}

    /**
     * Reads the md5.json of a zip.
     *
     * @throws RefusedPackage of kind {@code MANIFEST_INVALID} or, when the jsVersion is not that of the listed md5s,
     *     {@code MANIFEST_MISMATCH}
     */
    static ManifestText read(StrictZip zip, ZipItem item) throws IOException {
        if (item.size() > LONGEST) throw RefusedPackage.invalid("md5.json is larger than " + LONGEST + " bytes");
        try (InputStream content = zip.read(item)) {
            return ManifestReader.read(decode(content.readAllBytes()));
        }
    }

    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RefusedPackage.invalid("md5.json is not UTF-8 text");
        }
    }

    /** The same manifest with another timestamp, in milliseconds since 1970. */
    String withTimestamp(long millis) {
        return edit(new Edit(places.timestamp, Long.toString(millis)));
    }

    /** The same manifest with one more file at the end of its list, and the jsVersion that goes with it. */
    String withFile(Manifest.ListedFile file, JsVersion jsVersion) {
        String item = ",{\"page\":\"" + file.page() + "\",\"md5\":\"" + file.md5() + "\"}";
        return edit(
                new Edit(new Span(places.listEnd, places.listEnd), item),
                new Edit(places.jsVersion, '"' + jsVersion.hex() + '"'));
    }

    private record Edit(Span span, String text) {}

    /** From the last edit to the first, so that each finds its place where it was. */
    private String edit(Edit... edits) {
        StringBuilder edited = new StringBuilder(json);
        Stream.of(edits)
                .sorted(Comparator.comparingInt((Edit edit) -> edit.span.start).reversed())
                .forEach(edit -> edited.replace(edit.span.start, edit.span.end, edit.text));
        return edited.toString();
    }
}
