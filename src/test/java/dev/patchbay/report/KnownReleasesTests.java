package dev.patchbay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseChangedElsewhere;
import dev.patchbay.release.Releases;
import dev.patchbay.release.SomeRelease;
import dev.patchbay.report.KnownReleases.Known;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

class KnownReleasesTests extends Journey {
    @Autowired
    private KnownReleases kept;

    @Autowired
    private Releases releases;

    @Autowired
    private PlatformTransactionManager transactions;

    /** A start reads rows where each release that is published meanwhile is read as such. */
    @Test
    void aStartLearnsOfAllReleasesWhatWasLearntOfEach() {
        String app = newApp();
        publishPatch(app, "a patch".getBytes(UTF_8), "1.0.0");
        Reply written = upload(app, ErosZip.of(app, "words").bytes(), "packaging", "stored");
        assertThat(written.status()).as(written.toString()).isEqualTo(201);
        Reply elsewhere = announce(
                "appName",
                app,
                "iOS",
                "1.0.0",
                "jsVersion",
                "0123456789abcdef0123456789abcdef",
                "timestamp",
                "1767225600000",
                "jsPath",
                "https://static.example.com/a/");
        assertThat(elsewhere.status()).as(elsewhere.toString()).isEqualTo(200);

        KnownReleases started = new KnownReleases(releases, transactions);
        started.afterSingletonsInstantiated();

        int seen = 0;
        for (JsonNode release : manage("/api/apps/" + app + "/releases").json().path("items")) {
            long id = release.path("id").asLong();
            Known known = started.get(id);
            assertThat(known).isNotNull().isEqualTo(kept.get(id));
            for (String jsVersion : known.jsVersions()) {
                assertThat(started.find(app, Platform.IOS, JsVersion.of(jsVersion)))
                        .isEqualTo(kept.find(app, Platform.IOS, JsVersion.of(jsVersion)));
            }
            seen++;
        }
        assertThat(seen).isEqualTo(4);
        Known original =
                started.get(written.json().path("releases").path(0).path("id").asLong());
        assertThat(original.jsVersions()).hasSize(2);
        assertThat(original.fulls()).hasSize(2);
    }

    /** A database that came back is read anew while releases go on changing. */
    @Test
    void whatChangesWhileAllIsReadIsNotForgotten() throws Exception {
        Release fresh = SomeRelease.of(7, "1.0.0", "exact", "live", "100");
        Releases changing = mock(Releases.class);
        when(changing.lines()).thenReturn(List.<Object[]>of(new Object[] {"demo", "ios"}));
        when(changing.findByIdAndAppName(7L, "demo")).thenReturn(Optional.of(fresh));
        KnownReleases known = new KnownReleases(changing, transactions);
        Thread change = new Thread(() -> known.keepUp(new ReleaseChangedElsewhere(7, "demo", Platform.IOS)));
        when(changing.names("demo", "ios")).thenAnswer(read -> {
            change.start();
            change.join(500); // in vain: it waits for its turn
            return List.<Object[]>of(new Object[] {7L, "0".repeat(32), null, "0".repeat(64), 1L});
        });

        known.afterSingletonsInstantiated();
        change.join();

        assertThat(known.get(7).jsVersions()).containsExactly(fresh.jsVersion().hex());
    }
}
