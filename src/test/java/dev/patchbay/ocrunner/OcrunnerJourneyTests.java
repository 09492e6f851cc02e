package dev.patchbay.ocrunner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import dev.patchbay.Patched;
import dev.patchbay.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three versions of a patch, as an engineer publishes them and devices live them. */
class OcrunnerJourneyTests extends Journey {
    @TempDir
    Path folder;

    static byte[] script(String words) {
        String lines = new Random(5)
                .ints(500, 0, 1 << 24)
                .mapToObj(number -> "defineClass('C" + number + "', { run: function () { return " + number + "; } });")
                .collect(Collectors.joining("\n"));
        return (lines + "\n// " + words + "\n").getBytes(UTF_8);
    }

    @Test
    void everyOlderVersionBecomesTheNewestByDeltaAndByFullPackage() throws Exception {
        String app = newApp();
        List<byte[]> versions = Stream.of("first", "second", "third")
                .map(OcrunnerJourneyTests::script)
                .toList();
        String newestId = "";
        for (byte[] version : versions) newestId = publishPatch(app, version, "1.0.0");
        assertThat(finishedDeltasOf(app, newestId))
                .extracting(delta -> delta.path("state").asString())
                .containsOnly("ready")
                .hasSize(2);
        byte[] newest = versions.get(2);

        for (byte[] old : versions.subList(0, 2)) {
            Reply check = patchCheck(app, "md5", DigestUtils.md5Hex(old), "isDiff", true);
            byte[] delta = download(urlOf(check));
            assertThat(check.json().path("diff").asBoolean()).isTrue();
            assertThat(check.text("sha256")).isEqualTo(DigestUtils.sha256Hex(newest));
            assertThat(check.json().path("download").path("sha256").asString()).isEqualTo(DigestUtils.sha256Hex(delta));
            assertThat(check.json().path("download").path("size").asInt()).isEqualTo(delta.length);
            assertThat(Patched.withJava(old, delta)).isEqualTo(newest);
            assertThat(Patched.withC(folder, old, delta)).isEqualTo(newest);

            Reply full = patchCheck(app, "md5", DigestUtils.md5Hex(old));
            assertThat(full.json().path("diff").asBoolean()).isFalse();
            assertThat(full.json().path("download").path("size").asInt()).isEqualTo(newest.length);
            assertThat(download(urlOf(full))).isEqualTo(newest);
        }
        assertThat(patchCheck(app, "md5", DigestUtils.md5Hex(newest)).text("message"))
                .isEqualTo("Already up-to-date patch");
    }

    @Test
    void aLinkIsSpentByItsLastByteAndNotByLookingAtIt() {
        String app = newApp();
        publishPatch(app, script("only"), "1.0.0");
        String url = urlOf(patchCheck(app));

        assertThat(send(to(url).method("HEAD", BodyPublishers.noBody())).status())
                .isEqualTo(200);
        Reply beginning = get(url, "Range", "bytes=0-99");
        assertThat(beginning.status()).isEqualTo(206);
        assertThat(get(url, "If-None-Match", beginning.header("ETag")).status()).isEqualTo(304);
        Reply rest = get(url, "Range", "bytes=100-");
        assertThat(rest.status()).isEqualTo(206);
        assertThat(beginning.bytes().length + rest.bytes().length).isEqualTo(script("only").length);

        Reply spent = get(url);
        assertThat(spent.status()).isEqualTo(404);
        assertThat(spent.text()).isEqualTo("Invalid or expired link");
        assertThat(spent.header("Content-Type")).startsWith("text/plain");
    }

    @Test
    void aLinkExpiresAfterAMinute() {
        String app = newApp();
        publishPatch(app, script("only"), "1.0.0");
        String url = urlOf(patchCheck(app));

        clock.advance(Duration.ofSeconds(61));

        Reply late = get(url);
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.text()).isEqualTo("Link expired");
    }
}
