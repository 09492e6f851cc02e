package dev.patchbay.release;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;

/**
 * Finds the releases that some installed version has in common with a given one, newest first. They are read piece by piece,
 * so that an answer costs what is taken of it and not what the app ever published. Take it inside the transaction.
 */
@Component
public class NearReleases {
    private static final int PIECE = 50;

    private final Releases releases;

    NearReleases(Releases releases) {
        this.releases = releases;
    }

    /** A place between two releases. */
    private record Place(long timestamp, long id) {
        private static final Place NEWEST = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
        private static final Place OLDEST = new Place(Long.MIN_VALUE, Long.MIN_VALUE);

        private static Place of(Release release) {
            return new Place(release.timestamp(), release.id());
        }
    }

    public Stream<Release> newerThan(Release release) {
        return between(release, Place.NEWEST, Place.of(release));
    }

    public Stream<Release> olderThan(Release release) {
        return between(release, Place.of(release), Place.OLDEST);
    }

    /** Itself, too. */
    Stream<Release> all(Release release) {
        return between(release, Place.NEWEST, Place.OLDEST);
    }

    private Stream<Release> between(Release release, Place newer, Place older) {
        List<Pieces> rules = Arrays.stream(Match.values())
                .map(match -> new Pieces(release, match, newer, older))
                .toList();
        // in order for certain, and nothing is read before it is asked for
        return Stream.iterate(rules, same -> same)
                .map(NearReleases::newestOf)
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .filter(other -> other.meets(release));
    }

    private static Optional<Release> newestOf(List<Pieces> rules) {
        Pieces newest = null;
        for (Pieces rule : rules) {
            Release first = rule.first();
            if (first != null && (newest == null || first.newerThan(newest.read.element()))) newest = rule;
        }
        return newest == null ? Optional.empty() : Optional.of(newest.take());
    }

    /** The releases with one match rule between two places. */
    private final class Pieces {
        private final Release near;
        private final Match match;
        private final Place older;
        private Place newer;
        private boolean whole;
        private final Deque<Release> read = new ArrayDeque<>();

        Pieces(Release near, Match match, Place newer, Place older) {
            this.near = near;
            this.match = match;
            this.newer = newer;
            this.older = older;
        }

        @Nullable
        Release first() {
            if (read.isEmpty() && !whole) {
                List<Release> piece = piece();
                whole = piece.size() < PIECE;
                read.addAll(piece);
                if (!whole) newer = Place.of(piece.get(PIECE - 1));
            }
            return read.peek();
        }

        Release take() {
            return read.remove();
        }

        /** Of two releases for one version each only the same version will do. */
        private List<Release> piece() {
            String app = near.appName();
            String platform = near.platform().toString();
            String rule = match.toString();
            Limit limit = Limit.of(PIECE);
            return match == Match.EXACT && near.match() == Match.EXACT
                    ? releases.matching(
                            app,
                            platform,
                            rule,
                            near.version().canonical(),
                            newer.timestamp(),
                            newer.id(),
                            older.timestamp(),
                            older.id(),
                            limit)
                    : releases.matching(
                            app, platform, rule, newer.timestamp(), newer.id(), older.timestamp(), older.id(), limit);
        }
    }
}
