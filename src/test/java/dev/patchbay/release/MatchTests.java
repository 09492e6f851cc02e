package dev.patchbay.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.pack.NativeVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchTests {
    /** In rising order, dense around the versions that releases are tried with. */
    private static final List<NativeVersion> INSTALLED = Stream.of(
                    "0",
                    "0.9",
                    "1.0.0-alpha",
                    "1.0.0-beta",
                    "1.0.0-beta.1",
                    "1.0.0",
                    "1.0.0.1",
                    "1.9.0",
                    "1.10.0-rc.2",
                    "1.10.0-rc.10",
                    "1.10.0",
                    "1.10.0.1",
                    "2",
                    "2.0.1",
                    "999999999")
            .map(NativeVersion::of)
            .toList();

    private static final List<NativeVersion> RELEASED = Stream.of("1.0.0-beta", "1.0", "1.10.0-rc.2", "1.10", "2.0.0")
            .map(NativeVersion::of)
            .toList();

    @ParameterizedTest
    @CsvSource({
        "exact,    1.2.0, 1.2,        true",
        "exact,    1.2.0, 1.2.0.0,    true",
        "exact,    1.2.0, 1.2.0-beta, false",
        "exact,    1.2.0, 1.2.1,      false",
        "up-to,    1.2.0, 1.2,        true",
        "up-to,    1.2.0, 1.2.0-beta, true",
        "up-to,    1.10,  1.9,        true",
        "up-to,    1.9,   1.10,       false",
        "at-least, 1.2.0, 1.2,        true",
        "at-least, 1.2.0, 1.2.0-beta, false",
        "at-least, 1.9,   1.10,       true",
        "at-least, 1.10,  1.9,        false"
    })
    void fitsByTheOrderOfVersions(String match, String release, String installed, boolean fits) {
        assertThat(Match.of(match).fits(NativeVersion.of(release), NativeVersion.of(installed)))
                .isEqualTo(fits);
    }

    @Test
    void twoReleasesMeetWhereSomeInstalledVersionFitsBoth() {
        for (Match one : Match.values()) {
            for (Match other : Match.values()) {
                for (NativeVersion version : RELEASED) {
                    for (NativeVersion otherVersion : RELEASED) {
                        boolean meet = INSTALLED.stream()
                                .anyMatch(installed ->
                                        one.fits(version, installed) && other.fits(otherVersion, installed));
                        assertThat(one.overlaps(version, other, otherVersion))
                                .as("%s %s and %s %s", one, version, other, otherVersion)
                                .isEqualTo(meet);
                    }
                }
            }
        }
    }

    @Test
    void sortsAsTheListInThisTestIsWritten() {
        assertThat(INSTALLED).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isWrittenAsItIsRead() {
        for (Match match : Match.values())
            assertThat(Match.of(match.toString())).isEqualTo(match);
        assertThatIllegalArgumentException().isThrownBy(() -> Match.of("EXACT")).withMessageContaining("up-to");
    }
}
