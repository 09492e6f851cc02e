package dev.patchbay.update;

import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.storage.BlobKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The releases that fit one installed version, newest first, with ways to find what a device holds. */
final class Fits {
    private final List<Candidate> newestFirst;
    private final Map<String, Holding> byJsVersion = new HashMap<>();
    private final Map<String, Holding> byMd5 = new HashMap<>();

    /**
     * A release that a device holds.
     *
     * @param bytes the very bytes, where they are certain
     */
    record Holding(Candidate release, @Nullable BlobKey bytes) {}

    /**
     * @param certain the one content that is known under a jsVersion
     */
    Fits(List<Candidate> newestFirst, Map<String, BlobKey> certain) {
        this.newestFirst = newestFirst;
        for (Candidate release : newestFirst) {
            String reported = release.jsVersion().hex();
            byJsVersion.putIfAbsent(reported, new Holding(release, certain.get(reported)));
            if (release.full() != null) index(release, release.full());
            for (KnownContent known : release.others()) {
                String other = known.jsVersion().hex();
                byJsVersion.putIfAbsent(other, new Holding(release, certain.get(other)));
                index(release, known.content());
            }
        }
    }

    private void index(Candidate release, Content content) {
        byMd5.putIfAbsent(content.md5(), new Holding(release, content.key()));
    }

    List<Candidate> newestFirst() {
        return newestFirst;
    }

    /** The newest release that the device's own words name; null when it holds nothing that is known here. */
    @Nullable
    Holding find(Held held) {
        if (held instanceof Held.Bytes bytes) return byMd5.get(bytes.md5());
        if (held instanceof Held.Version version) return byJsVersion.get(version.jsVersion());
        return null;
    }
}
