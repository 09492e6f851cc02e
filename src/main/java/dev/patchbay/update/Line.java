package dev.patchbay.update;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.storage.BlobKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All releases of one app on one platform at one moment, newest first; immutable. */
final class Line {
    static final Line EMPTY = new Line(List.of());

    /** Installed versions come from outside, so the memory for their views is bounded. */
    private static final int MAX_VIEWS = 256;

    private final List<Candidate> newestFirst;
    private final boolean everPublished;
    private final Map<String, BlobKey> certain;
    private final Map<NativeVersion, Fits> views = new ConcurrentHashMap<>();

    Line(List<Candidate> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
        this.everPublished = newestFirst.stream().anyMatch(release -> release.everPublished() && !release.embedded());
        this.certain = certainContents(newestFirst);
    }

    /** Whether anything was ever there for devices to have. */
    boolean everPublished() {
        return everPublished;
    }

    List<Candidate> newestFirst() {
        return newestFirst;
    }

    /** What fits an installed version. */
    Fits fitting(NativeVersion installed) {
        Fits known = views.get(installed);
        if (known != null) return known;
        Fits fits = new Fits(
                newestFirst.stream()
                        .filter(release -> release.match().fits(release.version(), installed))
                        .toList(),
                certain);
        if (views.size() < MAX_VIEWS) views.put(installed, fits);
        return fits;
    }

    /** The one content known under each jsVersion; a jsVersion with several is left out. */
    private static Map<String, BlobKey> certainContents(List<Candidate> releases) {
        Map<String, BlobKey> one = new HashMap<>();
        Set<String> several = new HashSet<>();
        for (Candidate release : releases) {
            if (release.full() != null) note(one, several, release.jsVersion(), release.full());
            for (KnownContent known : release.others()) note(one, several, known.jsVersion(), known.content());
        }
        several.forEach(one::remove);
        return Map.copyOf(one);
    }

    private static void note(Map<String, BlobKey> one, Set<String> several, JsVersion jsVersion, Content content) {
        BlobKey before = one.putIfAbsent(jsVersion.hex(), content.key());
        if (before != null && !before.equals(content.key())) several.add(jsVersion.hex());
    }
}
