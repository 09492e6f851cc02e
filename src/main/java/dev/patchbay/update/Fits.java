package dev.patchbay.update;

import dev.patchbay.pack.NativeVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The releases of a line that fit one installed version, and all other versions that the same ones fit; immutable. */
final class Fits {
    private final NativeVersion installed;
    private final Holdings holdings;
    private final List<Candidate> newestFirst;
    /** Those that may have to be installed at once; mostly few. */
    private final List<Candidate> blocking;

    private Fits(NativeVersion installed, Holdings holdings, List<Candidate> newestFirst, List<Candidate> blocking) {
        this.installed = installed;
        this.holdings = holdings;
        this.newestFirst = newestFirst;
        this.blocking = blocking;
    }

    static Fits of(NativeVersion installed, Holdings holdings, List<Candidate> line) {
        List<Candidate> fitting =
                line.stream().filter(release -> release.fits(installed)).toList();
        return new Fits(
                installed,
                holdings,
                fitting,
                fitting.stream().filter(Candidate::maySometimesBlock).toList());
    }

    /** The same with a release put in the place of what it was before, if it was there. */
    Fits with(Holdings changed, @Nullable Candidate before, Candidate after) {
        boolean did = before != null && before.fits(installed);
        boolean does = after.fits(installed);
        if (!did && !does) return new Fits(installed, changed, newestFirst, blocking);
        return new Fits(
                installed,
                changed,
                Line.replaced(newestFirst, before, does ? after : null),
                Line.replaced(blocking, before, does && after.maySometimesBlock() ? after : null));
    }

    NativeVersion installed() {
        return installed;
    }

    List<Candidate> newestFirst() {
        return newestFirst;
    }

    /**
     * Those that may sometimes have to be installed at once, newest first, between two releases. Costs nothing where there is
     * none, however many releases lie between.
     *
     * @param older null: to the oldest
     */
    List<Candidate> maySometimesBlock(Candidate newer, @Nullable Candidate older) {
        if (blocking.isEmpty()) return blocking;
        int from = Line.place(blocking, newer);
        int to = older == null ? blocking.size() : Line.place(blocking, older);
        int begin = from < 0 ? -from - 1 : from + 1;
        return blocking.subList(begin, Math.max(begin, to < 0 ? -to - 1 : to));
    }

    /** The newest release that the device's own words name; null when it holds nothing that is known here. */
    Holdings.@Nullable Holding find(Held held) {
        return holdings.find(held, installed);
    }
}
