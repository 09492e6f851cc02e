package dev.patchbay.delta;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.release.NearReleases;
import dev.patchbay.release.Release;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import dev.patchbay.report.Fleet;
import dev.patchbay.report.Fleets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds what a release is to get deltas from, and reads no more releases than that takes. */
@Component
class DeltaBases {
    private static final int PIECE = 50;

    private final Releases releases;
    private final NearReleases near;
    private final Fleets fleets;
    private final DeltaSettings settings;

    DeltaBases(Releases releases, NearReleases near, Fleets fleets, DeltaSettings settings) {
        this.releases = releases;
        this.near = near;
        this.fleets = fleets;
        this.settings = settings;
    }

    /** Bytes that a device may hold, under the name it reports. */
    record Base(Release release, JsVersion jsVersion, Optional<Content> content) {}

    /** What most devices run comes first, and what none was seen with last; of equals the newest first. */
    List<Base> keptFor(Release target) {
        Fleet running = fleets.runningAsWritten(target.appName(), target.platform());
        Set<Long> seen = running.releases();
        Stream<Release> others = near.olderThan(target).filter(release -> !seen.contains(release.id()));
        Stream<Base> all = Stream.concat(mostRunning(running), others)
                .filter(base -> mayLeadTo(target, base))
                .flatMap(base -> of(base).stream());
        return settings.keep() == 0 ? all.toList() : all.limit(settings.keep()).toList();
    }

    private static boolean mayLeadTo(Release target, Release base) {
        return target.newerThan(base)
                && base.state() != State.DRAFT
                && base.meets(target)
                && (base.bytesGoneAt().isEmpty() || target.jsPath().isPresent());
    }

    private Stream<Release> mostRunning(Fleet running) {
        Map<Long, Long> counts =
                running.releases().stream().collect(Collectors.toMap(Function.identity(), running::running));
        Map<Long, Long> timestamps = new HashMap<>();
        pieces(List.copyOf(counts.keySet()))
                .flatMap(piece -> releases.timestampsOf(piece).stream())
                .forEach(known -> timestamps.put((Long) known[0], (Long) known[1]));
        List<Long> ids = timestamps.keySet().stream()
                .sorted(Comparator.<Long, Long>comparing(counts::get)
                        .thenComparing(timestamps::get)
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .toList();
        return pieces(ids)
                .flatMap(piece -> releases.withIds(piece).stream()
                        .sorted(Comparator.comparingInt(release -> piece.indexOf(release.id()))));
    }

    static List<Base> of(Release release) {
        List<Base> bases = new ArrayList<>();
        bases.add(new Base(release, release.jsVersion(), release.full()));
        for (KnownContent known : release.otherContents()) {
            bases.add(new Base(release, known.jsVersion(), Optional.of(known.content())));
        }
        return bases;
    }

    /** Those of the jsVersions under which the target's app has more than one content on its platform. */
    Set<JsVersion> uncertain(Release target, Collection<JsVersion> jsVersions) {
        String app = target.appName();
        String platform = target.platform().toString();
        List<String> names = jsVersions.stream().map(JsVersion::hex).distinct().toList();
        Map<String, Set<String>> contents = new HashMap<>();
        // one by one: H2 takes a list of names for a reason to read the whole line
        for (String name : names) contents.put(name, new HashSet<>(releases.handedOutAs(app, platform, name)));
        pieces(names)
                .flatMap(piece -> releases.knownAs(app, platform, piece).stream())
                .forEach(known -> contents.computeIfAbsent((String) known[0], unseen -> new HashSet<>())
                        .add((String) known[1]));
        return contents.entrySet().stream()
                .filter(known -> known.getValue().size() > 1)
                .map(known -> JsVersion.of(known.getKey()))
                .collect(Collectors.toSet());
    }

    private static <T> Stream<List<T>> pieces(List<T> all) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + PIECE)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + PIECE)));
    }
}
