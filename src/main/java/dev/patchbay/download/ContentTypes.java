package dev.patchbay.download;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.springframework.stereotype.Component;

/**
 * Tells a zip from other bytes by its first four: a full package need not be a zip, and a delta is none though its
 * address ends in {@code .zip}.
 */
@Component
class ContentTypes {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final Cache<BlobKey, String> known =
            Caffeine.newBuilder().maximumSize(10_000).build();

    String of(Blob blob) throws IOException {
        String before = known.getIfPresent(blob.key());
        if (before != null) return before;
        String type = look(blob);
        known.put(blob.key(), type);
        return type;
    }

    private static String look(Blob blob) throws IOException {
        try (InputStream in = blob.open(0, ZIP.length)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP) ? "application/zip" : "application/octet-stream";
        }
    }
}
