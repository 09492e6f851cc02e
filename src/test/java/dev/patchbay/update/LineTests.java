package dev.patchbay.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.release.Content;
import dev.patchbay.release.KnownContent;
import dev.patchbay.release.KnownContents;
import dev.patchbay.release.Match;
import dev.patchbay.release.Priority;
import dev.patchbay.release.State;
import dev.patchbay.release.TagRule;
import dev.patchbay.rollout.Rollout;
import dev.patchbay.storage.BlobKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that followed its releases one by one is the same as one that was read as a whole. */
class LineTests {
    private static final List<String> VERSIONS = List.of("1.0.0", "1.1", "1.2.0-beta", "2.0");
    private static final List<String> INSTALLED =
            List.of("0.9", "1.0", "1.0.5", "1.1.0", "1.2.0-beta", "1.2", "1.2.0", "2.0.0", "3");
    private static final int NAMES = 6;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void followsItsReleases(int seed) {
        Random random = new Random(seed);
        Map<Long, Candidate> all = new TreeMap<>();
        Line line = Line.EMPTY;
        for (int i = 0; i < 120; i++) {
            // some views are there before the change and some are not
            for (String version : INSTALLED) if (random.nextBoolean()) line.fitting(NativeVersion.of(version));
            Candidate changed = release(random);
            all.put(changed.id(), changed);
            line = line.with(changed);
            assertSame(line, new Line(newestFirst(all)));
        }
    }

    private static List<Candidate> newestFirst(Map<Long, Candidate> all) {
        return all.values().stream()
                .sorted(Comparator.comparingLong(Candidate::timestamp)
                        .thenComparingLong(Candidate::id)
                        .reversed())
                .toList();
    }

    private static void assertSame(Line followed, Line read) {
        assertThat(followed.newestFirst()).isEqualTo(read.newestFirst());
        assertThat(followed.everPublished()).isEqualTo(read.everPublished());
        for (String version : INSTALLED) {
            Fits one = followed.fitting(NativeVersion.of(version));
            Fits other = read.fitting(NativeVersion.of(version));
            assertThat(one.newestFirst()).isEqualTo(other.newestFirst());
            for (int name = 0; name < NAMES; name++) {
                Held bytes = new Held.Bytes(content(name).md5());
                Held reported = new Held.Version(jsVersion(name).hex());
                assertThat(one.find(bytes)).isEqualTo(other.find(bytes));
                assertThat(one.find(reported)).isEqualTo(other.find(reported));
            }
            for (Candidate newer : other.newestFirst()) {
                assertThat(one.maySometimesBlock(newer, null)).isEqualTo(blockingBetween(other, newer, null));
                for (Candidate older : other.newestFirst()) {
                    assertThat(one.maySometimesBlock(newer, older)).isEqualTo(blockingBetween(other, newer, older));
                }
            }
        }
    }

    private static List<Candidate> blockingBetween(Fits fits, Candidate newer, Candidate older) {
        return fits.newestFirst().stream()
                .filter(release -> newer.newerThan(release) && (older == null || release.newerThan(older)))
                .filter(Candidate::maySometimesBlock)
                .toList();
    }

    private static Candidate release(Random random) {
        State state = State.values()[random.nextInt(State.values().length)];
        boolean here = random.nextInt(5) > 0;
        List<KnownContent> others = new ArrayList<>();
        for (int i = random.nextInt(6); i > 3; i--) {
            others.add(KnownContents.of(
                    KnownContent.Origin.FORMER, jsVersion(random.nextInt(NAMES)), content(random.nextInt(NAMES))));
        }
        return new Candidate(
                1 + random.nextInt(12),
                NativeVersion.of(VERSIONS.get(random.nextInt(VERSIONS.size()))),
                Match.values()[random.nextInt(3)],
                jsVersion(random.nextInt(NAMES)),
                null,
                random.nextInt(5),
                state,
                state != State.DRAFT,
                random.nextBoolean(),
                random.nextInt(4) == 0,
                new Rollout(10_000, "salt", Set.of(), TagRule.EVERYBODY),
                random.nextInt(3) == 0 ? Priority.BLOCKING : Priority.NORMAL,
                random.nextInt(4) == 0 ? Instant.EPOCH : null,
                "",
                here ? null : "https://files.example.com/app",
                here ? content(random.nextInt(NAMES)) : null,
                others,
                Map.of(),
                null);
    }

    private static JsVersion jsVersion(int name) {
        return new JsVersion(DigestUtils.md5Hex("jsVersion " + name));
    }

    private static Content content(int name) {
        return new Content(
                new BlobKey(DigestUtils.sha256Hex("content " + name)), DigestUtils.md5Hex("content " + name), 100);
    }
}
