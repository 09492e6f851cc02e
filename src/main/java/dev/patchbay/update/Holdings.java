package dev.patchbay.update;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.storage.BlobKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What devices may hold of a line's releases, under the names they give it; immutable. */
final class Holdings {
    private final Index<String, List<Holding>> byMd5;
    private final Index<String, List<Holding>> byJsVersion;

    /**
     * A release that a device holds.
     *
     * @param bytes the very bytes, where they are certain
     */
    record Holding(Candidate release, @Nullable BlobKey bytes) {}

    private Holdings(Index<String, List<Holding>> byMd5, Index<String, List<Holding>> byJsVersion) {
        this.byMd5 = byMd5;
        this.byJsVersion = byJsVersion;
    }

    static Holdings of(List<Candidate> newestFirst) {
        Map<String, List<Candidate>> md5s = new HashMap<>();
        Map<String, List<Candidate>> jsVersions = new HashMap<>();
        for (Candidate release : newestFirst) {
            for (String md5 : md5s(release)) note(md5s, md5, release);
            for (String jsVersion : jsVersions(release)) note(jsVersions, jsVersion, release);
        }
        return new Holdings(index(md5s, Holdings::ofBytes), index(jsVersions, Holdings::ofVersion));
    }

    private static void note(Map<String, List<Candidate>> named, String name, Candidate release) {
        named.computeIfAbsent(name, unseen -> new ArrayList<>(1)).add(release);
    }

    private static Index<String, List<Holding>> index(
            Map<String, List<Candidate>> named, BiFunction<String, List<Candidate>, List<Holding>> holdings) {
        Map<String, List<Holding>> all = new HashMap<>();
        named.forEach((name, releases) -> all.put(name, holdings.apply(name, releases)));
        return Index.of(all);
    }

    /** The same with a release put in the place of what it was before, if it was there. */
    Holdings with(@Nullable Candidate before, Candidate after) {
        return new Holdings(
                with(byMd5, before, after, before == null ? Set.of() : md5s(before), md5s(after), Holdings::ofBytes),
                with(
                        byJsVersion,
                        before,
                        after,
                        before == null ? Set.of() : jsVersions(before),
                        jsVersions(after),
                        Holdings::ofVersion));
    }

    private static Index<String, List<Holding>> with(
            Index<String, List<Holding>> index,
            @Nullable Candidate before,
            Candidate after,
            Set<String> formerNames,
            Set<String> names,
            BiFunction<String, List<Candidate>, List<Holding>> holdings) {
        Set<String> touched = new LinkedHashSet<>(formerNames);
        touched.addAll(names);
        Index<String, List<Holding>> changed = index;
        for (String name : touched) {
            List<Holding> known = index.get(name);
            List<Candidate> releases = Line.replaced(
                    known == null
                            ? List.of()
                            : known.stream().map(Holding::release).toList(),
                    before,
                    names.contains(name) ? after : null);
            changed = changed.with(name, releases.isEmpty() ? null : holdings.apply(name, releases));
        }
        return changed;
    }

    private static Set<String> md5s(Candidate release) {
        if (release.others().isEmpty() && release.full() != null)
            return Set.of(release.full().md5());
        Set<String> md5s = new LinkedHashSet<>();
        if (release.full() != null) md5s.add(release.full().md5());
        for (KnownContent known : release.others()) md5s.add(known.content().md5());
        return md5s;
    }

    private static Set<String> jsVersions(Candidate release) {
        if (release.others().isEmpty()) return Set.of(release.jsVersion().hex());
        Set<String> jsVersions = new LinkedHashSet<>();
        jsVersions.add(release.jsVersion().hex());
        for (KnownContent known : release.others())
            jsVersions.add(known.jsVersion().hex());
        return jsVersions;
    }

    /** An md5 names these bytes and no others. */
    private static List<Holding> ofBytes(String md5, List<Candidate> releases) {
        return releases.stream()
                .map(release -> new Holding(release, bytes(md5, release)))
                .toList();
    }

    private static @Nullable BlobKey bytes(String md5, Candidate release) {
        if (release.full() != null && release.full().md5().equals(md5))
            return release.full().key();
        for (KnownContent known : release.others()) {
            if (known.content().md5().equals(md5)) return known.content().key();
        }
        return null;
    }

    /** A jsVersion names bytes only where one content is known under it, whichever release it belongs to. */
    private static List<Holding> ofVersion(String jsVersion, List<Candidate> releases) {
        Set<BlobKey> contents = new LinkedHashSet<>();
        for (Candidate release : releases) {
            Content full = release.full();
            if (full != null && release.jsVersion().hex().equals(jsVersion)) contents.add(full.key());
            for (KnownContent known : release.others()) {
                if (known.jsVersion().hex().equals(jsVersion))
                    contents.add(known.content().key());
            }
        }
        BlobKey certain = contents.size() == 1 ? contents.iterator().next() : null;
        return releases.stream().map(release -> new Holding(release, certain)).toList();
    }

    /** The newest release for the installed version that the device's own words name; null when there is none. */
    @Nullable
    Holding find(Held held, NativeVersion installed) {
        List<Holding> named = null;
        if (held instanceof Held.Bytes bytes) named = byMd5.get(bytes.md5());
        if (held instanceof Held.Version version) named = byJsVersion.get(version.jsVersion());
        if (named == null) return null;
        for (Holding holding : named) {
            if (holding.release().fits(installed)) return holding;
        }
        return null;
    }
}
