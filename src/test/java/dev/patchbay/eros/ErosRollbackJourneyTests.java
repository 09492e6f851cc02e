package dev.patchbay.eros;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A bad release is taken back, as stock iOS clients live it. */
class ErosRollbackJourneyTests extends Journey {
    private String app = "";

    @BeforeEach
    void ownApp() {
        app = newApp();
    }

    private ErosZip zip(int number) {
        return ErosZip.of(app, "words " + number).at(time(number));
    }

    private String published(int number, String... fields) {
        String[] all = new String[fields.length + 2];
        all[0] = "platform";
        all[1] = "ios";
        System.arraycopy(fields, 0, all, 2, fields.length);
        String id = publish(app, zip(number).bytes(), all).get("ios");
        finishedDeltasOf(app, id);
        return id;
    }

    private boolean live(StockIosClient client) throws Exception {
        return client.live(erosCheck(app, client.jsVersion()).json(), this::download);
    }

    @Test
    void devicesGoBackToTheOldContentUnderANewerTimestamp() throws Exception {
        String oldId = published(1);
        StockIosClient early = new StockIosClient(zip(1).bytes());
        String badId = published(2);
        StockIosClient bitten = new StockIosClient(zip(1).bytes());
        assertThat(live(bitten)).isTrue();
        assertThat(bitten.installed()).isEqualTo(zip(2).bytes());

        Reply rolledBack = verb(app, badId, "rollback");

        assertThat(rolledBack.text("state")).isEqualTo("withdrawn");
        JsonNode old = release(app, oldId).json();
        assertThat(old.path("id").asString()).as("it keeps its id").isEqualTo(oldId);
        assertThat(old.path("timestamp").asLong()).isGreaterThan(time(2));
        assertThat(old.path("jsVersion").asString()).isEqualTo(zip(1).jsVersion());

        Reply check = erosCheck(app, bitten.jsVersion());
        assertThat(check.json().path("data").path("diff").asBoolean(true)).isFalse();
        assertThat(live(bitten)).isTrue();
        assertThat(bitten.jsVersion()).isEqualTo(zip(1).jsVersion());
        assertThat(live(bitten)).as("and stays there").isFalse();
        assertThat(live(early)).as("who never had it does nothing").isFalse();
    }

    @Test
    void whatComesAfterARollbackReachesEverybody() throws Exception {
        published(1);
        String badId = published(2);
        StockIosClient bitten = new StockIosClient(zip(2).bytes());
        StockIosClient early = new StockIosClient(zip(1).bytes());
        verb(app, badId, "rollback");
        assertThat(live(bitten)).isTrue();

        ErosZip fix = ErosZip.of(app, "the fix").at(clock.millis() + 1000);
        finishedDeltasOf(app, publish(app, fix.bytes(), "platform", "ios").get("ios"));

        assertThat(erosCheck(app, bitten.jsVersion())
                        .json()
                        .path("data")
                        .path("diff")
                        .asBoolean(true))
                .as("by delta it does not go, since a device does not say which of two contents it has")
                .isFalse();
        assertThat(live(bitten)).isTrue();
        assertThat(live(early)).isTrue();
        assertThat(bitten.installed()).isEqualTo(fix.bytes());
        assertThat(early.installed()).isEqualTo(fix.bytes());
    }

    @Test
    void linksToTheBadOneAreGone() {
        published(1);
        String badId = published(2);
        String link = pathOf(erosCheck(app, ""));
        verb(app, badId, "rollback");
        assertThat(get(link).status()).isEqualTo(410);
    }

    @Test
    void aRollbackAfterAWithdrawalMovesThoseWhoWereLeftAlone() throws Exception {
        published(1);
        String badId = published(2);
        StockIosClient bitten = new StockIosClient(zip(2).bytes());
        verb(app, badId, "withdraw");
        assertThat(live(bitten)).isFalse();
        verb(app, badId, "rollback");
        assertThat(live(bitten)).isTrue();
        assertThat(bitten.jsVersion()).isEqualTo(zip(1).jsVersion());
    }

    @Test
    void whoHasSomethingNewerThanTheBadOneIsNotMoved() throws Exception {
        published(1);
        String badId = published(2);
        String newestId = published(3, "rollout", "0");
        StockIosClient bitten = new StockIosClient(zip(2).bytes());
        StockIosClient ahead = new StockIosClient(zip(3).bytes());

        verb(app, badId, "rollback");

        assertThat(live(bitten)).isTrue();
        assertThat(bitten.jsVersion()).isEqualTo(zip(1).jsVersion());
        assertThat(live(ahead)).isFalse();
        patch(app, newestId, "{\"rollout\":100}");
        assertThat(live(bitten)).isTrue();
        assertThat(bitten.installed()).isEqualTo(zip(3).bytes());
    }

    @Test
    void aReleaseWithoutBytesHereCannotBeGoneBackTo() {
        announce(
                "appName",
                app,
                "iOS",
                "1.0.0",
                "jsVersion",
                zip(1).jsVersion(),
                "timestamp",
                String.valueOf(time(1)),
                "jsPath",
                "https://files.example.com/app");
        String badId = publish(app, zip(2).bytes(), "platform", "ios").get("ios");

        Reply refused = verb(app, badId, "rollback");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("jsPath");
        assertThat(release(app, badId).text("state")).as("nothing was changed").isEqualTo("published");
    }

    @Test
    void aStoredPackageIsGoneBackToAsWell() throws Exception {
        Reply stored = upload(app, zip(1).bytes(), "platform", "ios", "packaging", "stored");
        String jsVersion =
                stored.json().path("releases").path(0).path("jsVersion").asString();
        String badId = published(2);
        StockIosClient bitten = new StockIosClient(zip(2).bytes());
        verb(app, badId, "rollback");
        assertThat(live(bitten)).isTrue();
        assertThat(bitten.jsVersion()).isEqualTo(jsVersion);
        assertThat(resCode(erosCheck(app, zip(1).jsVersion())))
                .as("the original")
                .isEqualTo(1000);
    }
}
