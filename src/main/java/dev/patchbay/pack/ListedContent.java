package dev.patchbay.pack;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Compares what a manifest lists with what lies in the zip. */
final class ListedContent {
    private ListedContent() {}

    /**
     * @return a warning when binary files have a listed md5 that no known packager would give
     * @throws RefusedPackage of kind {@code MANIFEST_MISMATCH} when the files are not those that are listed, or a text
     *     file has another md5
     */
    static Optional<String> compare(StrictZip zip, Manifest manifest) throws IOException {
        Map<String, ZipItem> unlisted = new HashMap<>();
        for (ZipItem file : zip.files()) unlisted.put(file.name(), file);
        unlisted.remove(Manifest.NAME);
        int unexplained = 0;
        for (Manifest.ListedFile listed : manifest.files()) {
            ZipItem file = unlisted.remove(listed.entryName());
            if (file == null) {
                throw RefusedPackage.mismatch(
                        "md5.json lists " + SafeText.quote(listed.page()) + ", which is not in the zip");
            }
            if (!agrees(zip, file, listed)) unexplained++;
        }
        if (!unlisted.isEmpty()) {
            String first = unlisted.keySet().stream().sorted().findFirst().orElseThrow();
            throw RefusedPackage.mismatch("md5.json does not list " + SafeText.quote(first) + ", which is in the zip");
        }
        return unexplained == 0
                ? Optional.empty()
                : Optional.of("md5.json lists an md5 for " + unexplained + " binary files that is neither that of their"
                        + " bytes nor what an eros packager makes of them.");
    }

    /**
     * False for a binary file whose md5 cannot be explained. Packagers digest what Node decodes, so only for UTF-8 text
     * is it the md5 of the bytes, and there it must be.
     */
    private static boolean agrees(StrictZip zip, ZipItem file, Manifest.ListedFile listed) throws IOException {
        try (InputStream content = zip.read(file)) {
            if (DigestUtils.md5Hex(content).equals(listed.md5())) return true;
        }
        for (NodeText.Decoder decoder : NodeText.Decoder.values()) {
            try (InputStream content = zip.read(file)) {
                NodeText.Digest text = NodeText.digest(content, decoder);
                if (text.valid()) throw otherMd5(file);
                if (text.md5().equals(listed.md5())) return true;
            }
        }
        return false;
    }

    private static RefusedPackage otherMd5(ZipItem file) {
        return RefusedPackage.mismatch(SafeText.quote(file.name()) + " has another md5 than md5.json lists for it");
    }
}
