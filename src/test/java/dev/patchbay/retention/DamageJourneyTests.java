package dev.patchbay.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Stored bytes that rot behind the server's back. */
class DamageJourneyTests extends Journey {
    @Autowired
    private BlobStore blobs;

    @Autowired
    private Scrubber scrubber;

    /** Leaves size and time as they were, as a disk does. */
    private void rot(String sha256) throws IOException {
        Path file = blobs.find(new BlobKey(sha256)).orElseThrow().file().orElseThrow();
        FileTime modified = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, modified);
    }

    private void finds(String sha256) throws IOException {
        scrubber.checkPublished();
        assertThat(blobs.damaged()).contains(new BlobKey(sha256));
    }

    private String health() {
        Reply health = manage("/actuator/health");
        assertThat(health.status()).isEqualTo(200);
        return health.text();
    }

    @Test
    void aDamagedPackageIsNotOfferedAndHealsWhenTheSameFileIsUploadedAgain() throws Exception {
        String app = newApp();
        byte[] old = ("the old patch of " + app).getBytes(UTF_8);
        byte[] fresh = ("the new patch of " + app).getBytes(UTF_8);
        publishPatch(app, old, "1.0.0");
        String id = publishPatch(app, fresh, "1.0.0");
        assertThat(download(urlOf(patchCheck(app)))).isEqualTo(fresh);
        String link = urlOf(patchCheck(app));

        rot(DigestUtils.sha256Hex(fresh));
        finds(DigestUtils.sha256Hex(fresh));

        assertThat(download(urlOf(patchCheck(app)))).as("the release before").isEqualTo(old);
        assertThat(get(link).status()).as("a link from before").isEqualTo(500);
        assertThat(manage("/api/apps/" + app + "/explain?platform=ios&version=1.0.0")
                        .text())
                .contains("its bytes are missing or damaged here; upload the same file again to heal it");
        await().until(() -> health().contains("The package of release " + id + " (" + app + ", ios)"));
        assertThat(manage("/actuator/health").text("status")).isEqualTo("DEGRADED");
        assertThat(get("/actuator/health").text()).doesNotContain(app);

        assertThat(upload(app, fresh, "platform", "ios", "version", "1.0.0").status())
                .isEqualTo(200);

        assertThat(download(urlOf(patchCheck(app)))).isEqualTo(fresh);
        await().until(() -> !health().contains("The package of release " + id + " "));
    }

    @Test
    void aDamagedDeltaGivesWayToTheFullPackageAndIsMadeAnew() throws Exception {
        String app = newApp();
        ErosZip old = ErosZip.of(app, "one").at(time(1));
        ErosZip fresh = ErosZip.of(app, "two").at(time(2));
        publish(app, old.bytes(), "platform", "ios");
        String id = publish(app, fresh.bytes(), "platform", "ios").get("ios");
        String sha256 = finishedDeltasOf(app, id).get(0).path("sha256").asString();
        byte[] delta = download(pathOf(erosCheck(app, old.jsVersion())));
        assertThat(DigestUtils.sha256Hex(delta)).isEqualTo(sha256);

        Files.delete(blobs.find(new BlobKey(sha256)).orElseThrow().file().orElseThrow());

        Reply meanwhile = erosCheck(app, old.jsVersion());
        assertThat(download(pathOf(meanwhile))).isIn(fresh.bytes(), delta);
        await().until(() -> {
            Reply check = erosCheck(app, old.jsVersion());
            return check.json().path("data").path("diff").asBoolean();
        });
        assertThat(download(pathOf(erosCheck(app, old.jsVersion())))).isEqualTo(delta);
    }

    @Test
    void aPackageThatARollbackWroteHealsByTheFileItWasWrittenFrom() throws Exception {
        String app = newApp();
        ErosZip good = ErosZip.of(app, "good").at(time(1));
        ErosZip bad = ErosZip.of(app, "bad").at(time(2));
        publish(app, good.bytes(), "platform", "ios");
        String id = publish(app, bad.bytes(), "platform", "ios").get("ios");
        assertThat(verb(app, id, "rollback").status()).isEqualTo(200);
        byte[] written = download(pathOf(erosCheck(app, bad.jsVersion(), "isDiff", "0")));
        assertThat(written).isNotEqualTo(good.bytes());

        rot(DigestUtils.sha256Hex(written));
        finds(DigestUtils.sha256Hex(written));
        assertThat(upload(app, good.bytes(), "platform", "ios").status()).isEqualTo(200);

        assertThat(download(pathOf(erosCheck(app, bad.jsVersion(), "isDiff", "0"))))
                .isEqualTo(written);
    }
}
