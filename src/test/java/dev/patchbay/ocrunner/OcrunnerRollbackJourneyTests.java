package dev.patchbay.ocrunner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import dev.patchbay.Reply;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bad patch is taken back. */
class OcrunnerRollbackJourneyTests extends Journey {
    private static final byte[] FIRST = OcrunnerJourneyTests.script("first");
    private static final byte[] SECOND = OcrunnerJourneyTests.script("second");

    private String app = "";

    @BeforeEach
    void ownApp() {
        app = newApp();
    }

    @Test
    void devicesGoBackToTheVeryBytesThatWereThereBefore() {
        String oldId = publishPatch(app, FIRST, "1.0.0");
        String badId = publishPatch(app, SECOND, "1.0.0");
        JsonNode before = release(app, oldId).json();

        verb(app, badId, "rollback");

        Reply check = patchCheck(app, "md5", DigestUtils.md5Hex(SECOND), "isDiff", true);
        assertThat(check.text("releaseId")).isEqualTo(oldId);
        assertThat(download(urlOf(patchCheck(app, "md5", DigestUtils.md5Hex(SECOND)))))
                .isEqualTo(FIRST);
        assertThat(patchCheck(app, "md5", DigestUtils.md5Hex(FIRST)).text("message"))
                .isEqualTo("Already up-to-date patch");
        JsonNode after = release(app, oldId).json();
        assertThat(after.path("full")).isEqualTo(before.path("full"));
        assertThat(after.path("timestamp").asLong())
                .isGreaterThan(before.path("timestamp").asLong());
    }

    @Test
    void oneRollbackAfterTheOtherEndsInRemoval() {
        String first = publishPatch(app, FIRST, "1.0.0");
        String second = publishPatch(app, SECOND, "1.0.0");
        verb(app, second, "rollback");
        verb(app, first, "rollback");
        for (byte[] held : new byte[][] {FIRST, SECOND}) {
            Reply check = patchCheck(app, "md5", DigestUtils.md5Hex(held));
            assertThat(check.json().path("remove").asBoolean())
                    .as(check.toString())
                    .isTrue();
        }
    }

    @Test
    void deltasToTheContentThatComesBackAreKept() {
        byte[] oldest = OcrunnerJourneyTests.script("oldest");
        publishPatch(app, oldest, "1.0.0");
        String old = publishPatch(app, FIRST, "1.0.0");
        finishedDeltasOf(app, old);
        verb(app, publishPatch(app, SECOND, "1.0.0"), "rollback");
        Reply check = patchCheck(app, "md5", DigestUtils.md5Hex(oldest), "isDiff", true);
        assertThat(check.text("releaseId")).isEqualTo(old);
        assertThat(check.json().path("diff").asBoolean()).isTrue();
    }

    @Test
    void aPausedReleaseIsNotGoneBackTo() {
        verb(app, publishPatch(app, FIRST, "1.0.0"), "pause");
        verb(app, publishPatch(app, SECOND, "1.0.0"), "rollback");
        Reply check = patchCheck(app, "md5", DigestUtils.md5Hex(SECOND));
        assertThat(check.json().path("remove").asBoolean()).as(check.toString()).isTrue();
    }
}
