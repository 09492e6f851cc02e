package dev.patchbay.eros;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Patched;
import dev.patchbay.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three versions of a package, as an engineer publishes them and devices live them. */
class ErosJourneyTests extends Journey {
    @TempDir
    Path folder;

    @Test
    void everyOlderVersionBecomesTheNewestByDeltaAndByFullPackage() throws Exception {
        String app = newApp();
        List<ErosZip> versions = List.of(
                ErosZip.of(app, "first").at(time(1)),
                ErosZip.of(app, "second").at(time(2)),
                ErosZip.of(app, "third").at(time(3)));
        String newestId = "";
        for (ErosZip version : versions)
            newestId = publish(app, version.bytes()).get("ios");
        assertThat(finishedDeltasOf(app, newestId))
                .extracting(delta -> delta.path("state").asString())
                .containsOnly("ready")
                .hasSize(2);
        ErosZip newest = versions.get(2);

        for (ErosZip old : versions.subList(0, 2)) {
            Reply check = erosCheck(app, old.jsVersion());
            String path = pathOf(check);
            assertThat(check.json().path("data").path("diff").asBoolean()).isTrue();
            assertThat(path)
                    .startsWith("http://127.0.0.1:" + port + "/app/"
                            + DigestUtils.md5Hex(old.jsVersion() + newest.jsVersion()) + ".zip?token=");
            byte[] delta = download(path);
            assertThat(delta).hasSizeLessThan(newest.bytes().length / 2);
            assertThat(Patched.withJava(old.bytes(), delta)).isEqualTo(newest.bytes());
            assertThat(Patched.withC(folder, old.bytes(), delta)).isEqualTo(newest.bytes());

            Reply full = erosCheck(app, old.jsVersion(), "isDiff", "0");
            assertThat(full.json().path("data").path("diff").asBoolean()).isFalse();
            assertThat(download(pathOf(full))).isEqualTo(newest.bytes());
        }
        assertThat(resCode(erosCheck(app, newest.jsVersion()))).isEqualTo(1000);
    }

    @Test
    void aLinkWorksForTwelveHoursAfterItWasReplaced() throws Exception {
        String app = newApp();
        publish(app, ErosZip.of(app, "only").at(time(1)).bytes());

        String first = pathOf(erosCheck(app, ""));
        assertThat(pathOf(erosCheck(app, ""))).isEqualTo(first);
        clock.advance(Duration.ofHours(12));
        assertThat(pathOf(erosCheck(app, ""))).isNotEqualTo(first);
        assertThat(get(first).status()).isEqualTo(200);
        assertThat(get(first).status()).as("many times").isEqualTo(200);
        clock.advance(Duration.ofHours(12));

        Reply late = get(first);
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.text()).isEqualTo("Link expired");
    }
}
