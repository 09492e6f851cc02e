package dev.patchbay.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.release.Release;
import dev.patchbay.release.RollbackTarget;
import dev.patchbay.release.SomeRelease;
import dev.patchbay.release.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedsTests {
    /** Each word is id/version/match/state/rollout; what is kept, of the releases given, in the order given. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5/1/up-to/published/100 4/1/up-to/published/100 3/1/up-to/published/100 | 5:offered+recent 4:rollback-target 3:
            5/1/up-to/published/10 4/1/up-to/published/100 3/1/up-to/published/100 | 5:offered+recent 4:offered+rollback-target 3:rollback-target
            5/1/up-to/paused/100 4/1/up-to/published/100 3/1/up-to/published/100 | 5:offered+recent 4:offered+rollback-target 3:rollback-target
            5/1/up-to/draft/100 4/1/up-to/published/100 3/1/up-to/published/100 | 5:draft 4:offered+recent 3:rollback-target
            5/1/up-to/withdrawn/100 4/1/up-to/published/100 3/1/up-to/published/100 | 5: 4:offered+recent 3:rollback-target
            5/1/up-to/published/100 4/1/up-to/pinned/100 3/1/up-to/embedded/100 2/1/up-to/pinned/100 | 5:offered+recent 4:pinned+rollback-target 3:embedded 2:pinned
            5/2/exact/published/100 4/1/exact/published/100 3/1/exact/published/100 | 5:offered+recent 4:offered 3:rollback-target
            5/1/up-to/published/100 4/2/up-to/published/100 3/2/up-to/published/100 | 5:offered+recent 4:offered+rollback-target 3:rollback-target
            5/2/up-to/published/100 4/1/up-to/published/100 3/1/exact/published/100 | 5:offered+recent 4:rollback-target 3:
            5/2/at-least/published/100 4/1/at-least/published/100 3/2/exact/published/100 | 5:offered+recent 4:offered+rollback-target 3:rollback-target
            5/1/up-to/published/100 4/1/up-to/published/100 3/1/up-to/retired/100 | 5:offered+recent 4:rollback-target 3:no-bytes
            """)
    void tellsWhatIsNeededAndWhy(String releases, String expected) {
        List<Release> line = Stream.of(releases.strip().split(" "))
                .map(word -> word.split("/"))
                .map(part -> SomeRelease.of(Long.parseLong(part[0]), part[1], part[2], part[3], part[4]))
                .toList();
        Needs needs = new Needs(line, Set.of(), 1);

        assertThat(line.stream()
                        .map(release -> release.id() + ":"
                                + needs.of(release).stream()
                                        .map(Need::toString)
                                        .sorted()
                                        .collect(Collectors.joining("+")))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected.strip());
    }

    @Test
    void theNewestAndTheRunningAreKept() {
        List<Release> line = Stream.of(9L, 8L, 7L, 6L, 5L, 4L)
                .map(id -> SomeRelease.of(id, "1", "exact", "published", "100"))
                .toList();
        Needs needs = new Needs(line, Set.of(5L), 3);

        assertThat(line.stream().filter(release -> needs.of(release).isEmpty()).map(Release::id))
                .containsExactly(6L, 4L);
    }

    /** Whatever the releases are: what a device can be offered now, or after any one rollback, is kept. */
    @Test
    void noOfferOfTodayOrAfterARollbackLosesItsBytes() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            List<Release> line = randomLine(random);
            Needs needs = new Needs(line, Set.of(), 1);
            for (String installed : List.of("1", "2", "3")) {
                for (Release offered : offerable(line, installed)) {
                    assertThat(needs.of(offered)).as("round %d", round).isNotEmpty();
                    RollbackTarget.of(offered, line)
                            .ifPresent(target -> assertThat(needs.of(target)).isNotEmpty());
                }
            }
        }
    }

    private static List<Release> randomLine(Random random) {
        List<Release> line = new ArrayList<>();
        for (long id = 1; id <= 1 + random.nextInt(10); id++) {
            line.add(SomeRelease.of(
                    id,
                    String.valueOf(1 + random.nextInt(3)),
                    List.of("exact", "up-to", "at-least").get(random.nextInt(3)),
                    List.of("published", "published", "paused", "withdrawn", "draft", "embedded")
                            .get(random.nextInt(6)),
                    random.nextInt(3) == 0 ? "10" : "100"));
        }
        line.sort(Comparator.comparing(Release::id).reversed());
        return line;
    }

    /** The newest for everybody, and all newer ones that are for a part. */
    private static List<Release> offerable(List<Release> line, String installed) {
        List<Release> offerable = new ArrayList<>();
        for (Release release : line) {
            boolean fits = release.match().fits(release.version(), NativeVersion.of(installed));
            if (!fits || release.state() != State.PUBLISHED || release.embedded()) continue;
            offerable.add(release);
            if (release.audience().isEverybody()) break;
        }
        return offerable;
    }
}
