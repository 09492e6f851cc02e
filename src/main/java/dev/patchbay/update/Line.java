package dev.patchbay.update;

import dev.patchbay.pack.NativeVersion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * All releases of one app on one platform at one moment, newest first; immutable. A line in which one release is another
 * shares most of what it consists of with the one before.
 */
final class Line {
    static final Line EMPTY = new Line(List.of());

    private static final Comparator<Candidate> NEWEST_FIRST = Comparator.comparingLong(Candidate::timestamp)
            .thenComparingLong(Candidate::id)
            .reversed();

    /** How many releases the views may list in all before they are forgotten and made again. */
    private static final int MOST_LISTED = 1 << 20;

    private final List<Candidate> newestFirst;
    private final Index<Long, Candidate> byId;
    private final Holdings holdings;
    private final long everPublished;

    /** The native versions of the releases, in order: between two of them all installed versions are alike. */
    private final NativeVersion[] versions;

    /** For each of the versions, and for what lies before, between and after them, which releases fit. */
    private final AtomicReferenceArray<Fits> views;

    private final AtomicLong listed = new AtomicLong();

    Line(List<Candidate> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
        Map<Long, Candidate> ids = new HashMap<>();
        newestFirst.forEach(release -> ids.put(release.id(), release));
        this.byId = Index.of(ids);
        this.holdings = Holdings.of(this.newestFirst);
        this.everPublished = newestFirst.stream().filter(Line::counts).count();
        TreeSet<NativeVersion> sorted = new TreeSet<>();
        newestFirst.forEach(release -> sorted.add(release.version()));
        this.versions = sorted.toArray(NativeVersion[]::new);
        this.views = new AtomicReferenceArray<>(2 * versions.length + 1);
    }

    private Line(Line former, @Nullable Candidate before, Candidate after) {
        this.newestFirst = replaced(former.newestFirst, before, after);
        this.byId = former.byId.with(after.id(), after);
        this.holdings = former.holdings.with(before, after);
        this.everPublished =
                former.everPublished - (before != null && counts(before) ? 1 : 0) + (counts(after) ? 1 : 0);
        this.versions = with(former.versions, after.version());
        this.views = new AtomicReferenceArray<>(2 * versions.length + 1);
        for (int i = 0; i < former.views.length(); i++) {
            Fits view = former.views.get(i);
            if (view != null) keep(view.with(holdings, before, after));
        }
    }

    private static boolean counts(Candidate release) {
        return release.everPublished() && !release.embedded();
    }

    private static NativeVersion[] with(NativeVersion[] versions, NativeVersion version) {
        int at = Arrays.binarySearch(versions, version);
        if (at >= 0) return versions;
        NativeVersion[] more = Arrays.copyOf(versions, versions.length + 1);
        more[versions.length] = version;
        Arrays.sort(more);
        return more;
    }

    /** The same with a release put in the place of what it was before, if it was there. */
    Line with(Candidate release) {
        return new Line(this, byId.get(release.id()), release);
    }

    @Nullable
    Candidate release(long id) {
        return byId.get(id);
    }

    /** Whether anything was ever there for devices to have. */
    boolean everPublished() {
        return everPublished > 0;
    }

    List<Candidate> newestFirst() {
        return newestFirst;
    }

    /** What fits an installed version. Such come from outside, but only the releases' own make a difference. */
    Fits fitting(NativeVersion installed) {
        Fits known = views.get(view(installed));
        if (known != null) return known;
        Fits fits = Fits.of(installed, holdings, newestFirst);
        keep(fits);
        return fits;
    }

    private int view(NativeVersion installed) {
        int at = Arrays.binarySearch(versions, installed);
        return at >= 0 ? 2 * at + 1 : 2 * (-at - 1);
    }

    private void keep(Fits fits) {
        if (listed.addAndGet(fits.newestFirst().size()) > MOST_LISTED) {
            for (int i = 0; i < views.length(); i++) views.set(i, null);
            listed.set(fits.newestFirst().size());
        }
        views.set(view(fits.installed()), fits);
    }

    /** Where a release is in a list that has the newest first; as {@link Collections#binarySearch} says it. */
    static int place(List<Candidate> newestFirst, Candidate release) {
        return Collections.binarySearch(newestFirst, release, NEWEST_FIRST);
    }

    /** A copy of a list that has the newest first, in which one release is left out, if it was there, and one put in. */
    static List<Candidate> replaced(
            List<Candidate> newestFirst, @Nullable Candidate before, @Nullable Candidate after) {
        List<Candidate> copy = new ArrayList<>(newestFirst.size() + 1);
        copy.addAll(newestFirst);
        int old = before == null ? -1 : place(copy, before);
        if (old >= 0) copy.remove(old);
        if (after != null) {
            int at = place(copy, after);
            if (at < 0) copy.add(-at - 1, after);
            else copy.set(at, after);
        }
        return Collections.unmodifiableList(copy);
    }
}
