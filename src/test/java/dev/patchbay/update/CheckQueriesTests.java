package dev.patchbay.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** A check takes no connection to the database, so it makes no query. */
class CheckQueriesTests extends Journey {
    @Test
    void neitherChecksNorDownloadsAskTheDatabase() {
        String app = newApp();
        ErosZip first = ErosZip.of(app, "first").at(time(1));
        ErosZip second = ErosZip.of(app, "second").at(time(2));
        publish(app, first.bytes());
        finishedDeltasOf(app, publish(app, second.bytes(), "rollout", "50").get("ios"));

        assertThat(connectionsDuring(() -> {
                    for (int i = 0; i < 20; i++) {
                        String device = "device-" + i;
                        resCode(erosCheck(app, first.jsVersion(), "deviceId", device));
                        download(pathOf(erosCheck(app, "", "deviceId", device)));
                        patchCheck(app, "md5", DigestUtils.md5Hex(first.bytes()), "deviceId", device, "isDiff", true);
                        download(urlOf(patchCheck(app, "deviceId", device)));
                    }
                    patchCheck(app, "version", "9.9");
                    patchCheck("no such app");
                }))
                .isEmpty();
    }

    @Test
    void theCounterSeesWhoAsksTheDatabase() {
        assertThat(connectionsDuring(() -> manage("/api/apps"))).isNotEmpty();
    }
}
