package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.release.Match;
import org.junit.jupiter.api.Test;

class VersionTests {
    private static final String[] TEXTS = {
        "1",
        "1.0",
        "1.0.0.0",
        "1.2",
        "1.10.0",
        "1.9.0",
        "2.0.0-beta",
        "2.0.0-beta.2",
        "2.0.0-beta.11",
        "2.0.0-1",
        "2.0.0-01",
        "2.0.0-x.1",
        "2.0.0",
        "999999999.0",
        "0"
    };

    @Test
    void judgesEveryPairAsTheServerDoes() throws Refused {
        for (String release : TEXTS) {
            for (String installed : TEXTS) {
                for (Match match : Match.values()) {
                    boolean server = match.fits(NativeVersion.of(release), NativeVersion.of(installed));
                    assertThat(new Version(release).fits(match.toString(), new Version(installed)))
                            .as("%s %s for %s", release, match, installed)
                            .isEqualTo(server);
                }
            }
        }
    }

    @Test
    void refusesWhatTheServerRefuses() {
        for (String text : new String[] {"", "1.", ".1", "1.2.3.4.5", "1234567890", "1-", "1-a..b", "v1", "1 "}) {
            assertThatThrownBy(() -> new Version(text)).as(text).isInstanceOf(Refused.class);
        }
    }
}
