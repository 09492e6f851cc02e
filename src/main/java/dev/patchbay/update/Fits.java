package dev.patchbay.update;

import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.storage.BlobKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The releases that fit one installed version, newest first, with ways to find what a device holds. */
final class Fits {
    private final List<Candidate> newestFirst;
    private final Map<String, Holding> byJsVersion = new HashMap<>();
    private final Map<String, Holding> byMd5 = new HashMap<>();
    /** Where among all those are that may have to be installed at once; mostly few. */
    private final int[] blocking;

    /**
     * A release that a device holds.
     *
     * @param bytes the very bytes, where they are certain
     * @param position of the release among those that fit
     */
    record Holding(Candidate release, @Nullable BlobKey bytes, int position) {}

    /**
     * @param certain the one content that is known under a jsVersion
     */
    Fits(List<Candidate> newestFirst, Map<String, BlobKey> certain) {
        this.newestFirst = newestFirst;
        this.blocking = IntStream.range(0, newestFirst.size())
                .filter(position -> newestFirst.get(position).maySometimesBlock())
                .toArray();
        for (int position = 0; position < newestFirst.size(); position++) {
            Candidate release = newestFirst.get(position);
            String reported = release.jsVersion().hex();
            byJsVersion.putIfAbsent(reported, new Holding(release, certain.get(reported), position));
            if (release.full() != null) index(release, release.full(), position);
            for (KnownContent known : release.others()) {
                String other = known.jsVersion().hex();
                byJsVersion.putIfAbsent(other, new Holding(release, certain.get(other), position));
                index(release, known.content(), position);
            }
        }
    }

    private void index(Candidate release, Content content, int position) {
        byMd5.putIfAbsent(content.md5(), new Holding(release, content.key(), position));
    }

    List<Candidate> newestFirst() {
        return newestFirst;
    }

    /**
     * Those that may sometimes have to be installed at once, newest first, between two positions. Costs nothing where there is
     * none, however many releases lie between.
     */
    List<Candidate> maySometimesBlock(int newer, int older) {
        List<Candidate> found = List.of();
        for (int position : blocking) {
            if (position >= older) break;
            if (position <= newer) continue;
            if (found.isEmpty()) found = new ArrayList<>();
            found.add(newestFirst.get(position));
        }
        return found;
    }

    /** The newest release that the device's own words name; null when it holds nothing that is known here. */
    @Nullable
    Holding find(Held held) {
        if (held instanceof Held.Bytes bytes) return byMd5.get(bytes.md5());
        if (held instanceof Held.Version version) return byJsVersion.get(version.jsVersion());
        return null;
    }
}
