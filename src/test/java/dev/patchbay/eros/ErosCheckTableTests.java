package dev.patchbay.eros;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The decision table of {@code /app/check}, row by row. */
class ErosCheckTableTests extends Journey {
    private static final String UNKNOWN = "ffffffffffffffffffffffffffffffff";

    private String app = "";

    @BeforeEach
    void ownApp() {
        app = newApp();
    }

    private ErosZip zip(int number) {
        return ErosZip.of(app, "words " + number).at(time(number));
    }

    private static void assertAnswer(Reply reply, int resCode, String msg) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("resCode", "msg", "data");
        assertThat(reply.json().path("resCode").asInt()).as(reply.toString()).isEqualTo(resCode);
        assertThat(reply.text("msg")).isEqualTo(msg);
        assertThat(reply.json().path("data").isObject()).isTrue();
        if (resCode != 0) assertThat(reply.json().path("data").size()).isZero();
    }

    private static void assertUpToDate(Reply reply) {
        assertAnswer(reply, 1000, "当前版本已是最新，不需要更新");
    }

    private static void assertNothingFound(Reply reply) {
        assertAnswer(reply, 4001, "未查询到更新版本信息");
    }

    private void assertFullPackageOf(Reply reply, ErosZip zip) {
        assertAnswer(reply, 0, "当前版本需要更新");
        JsonNode data = reply.json().path("data");
        assertThat(data.path("jsVersion").asString()).isEqualTo(zip.jsVersion());
        assertThat(data.path("diff").asBoolean(true)).isFalse();
        assertThat(pathOf(reply)).startsWith("http://127.0.0.1:" + port + "/app/" + zip.jsVersion() + ".zip?token=");
        assertThat(data.path("md5").asString()).isEqualTo(DigestUtils.md5Hex(zip.bytes()));
        assertThat(data.path("size").asInt()).isEqualTo(zip.bytes().length);
        assertThat(download(pathOf(reply))).isEqualTo(zip.bytes());
    }

    @Test
    void step1WithoutANameOrAVersionParametersAreMissing() {
        publish(app, zip(1).bytes());
        for (String question : new String[] {
            "",
            "?appName=" + app,
            "?iOS=1.0.0",
            "?appName=&iOS=1.0.0",
            "?appName=" + app + "&iOS=",
            "?appName=%20&iOS=1"
        }) {
            assertAnswer(get("/app/check" + question), 400, "参数缺失");
        }
    }

    @Test
    void step2NothingIsFoundWhereNoReleaseFits() {
        assertNothingFound(erosCheck(app, ""));
        publish(app, zip(1).bytes());
        assertNothingFound(erosCheck(app, "", "iOS", "1.0.1"));
        assertNothingFound(erosCheck(app, "", "iOS", "no version"));
        assertNothingFound(get("/app/check?appName=" + app + "&harmony=1.0.0"));
    }

    @Test
    void step2NothingIsFoundWhereNoneIsOfferable() {
        String id = publish(app, zip(1).bytes()).get("ios");
        verb(app, id, "pause");
        assertNothingFound(erosCheck(app, ""));
        assertNothingFound(erosCheck(app, UNKNOWN));
    }

    @Test
    void step3ABlankOrUnknownJsVersionGetsTheNewestFullPackage() {
        publish(app, zip(1).bytes());
        publish(app, zip(2).bytes());
        assertFullPackageOf(erosCheck(app, ""), zip(2));
        assertFullPackageOf(erosCheck(app, UNKNOWN), zip(2));
        assertFullPackageOf(get("/app/check?appName=" + app + "&android=1.0"), zip(2));
    }

    @Test
    void step4TheNewestIsUpToDate() {
        publish(app, zip(1).bytes());
        publish(app, zip(2).bytes());
        assertUpToDate(erosCheck(app, zip(2).jsVersion()));
        assertUpToDate(erosCheck(app, zip(2).jsVersion().toUpperCase(Locale.ROOT)));
    }

    @Test
    void step4TheOriginalOfAStoredPackageIsUpToDate() {
        Reply upload = upload(app, zip(1).bytes(), "packaging", "stored");
        JsonNode release = upload.json().path("releases").path(0);
        assertThat(release.path("originalJsVersion").asString()).isEqualTo(zip(1).jsVersion());
        assertUpToDate(erosCheck(app, release.path("originalJsVersion").asString()));
        assertUpToDate(erosCheck(app, release.path("jsVersion").asString()));
    }

    @Test
    void step5AnOlderOneThatWantsNoDeltaGetsTheFullPackage() {
        publish(app, zip(1).bytes());
        String id = publish(app, zip(2).bytes()).get("ios");
        finishedDeltasOf(app, id);
        for (String no : new String[] {"0", "false"}) {
            assertFullPackageOf(erosCheck(app, zip(1).jsVersion(), "isDiff", no), zip(2));
        }
    }

    @Test
    void step6AnOlderOneGetsTheDeltaThatIsReady() {
        publish(app, zip(1).bytes());
        String id = publish(app, zip(2).bytes()).get("ios");
        finishedDeltasOf(app, id);
        String name = DigestUtils.md5Hex(zip(1).jsVersion() + zip(2).jsVersion());
        for (String question : new String[] {"&isDiff=1", "&isDiff=true", ""}) {
            Reply reply = get("/app/check?appName=" + app + "&iOS=1.0.0&jsVersion=" + zip(1).jsVersion() + question);
            assertAnswer(reply, 0, "当前版本需要更新");
            assertThat(reply.json().path("data").path("jsVersion").asString()).isEqualTo(zip(2).jsVersion());
            assertThat(reply.json().path("data").path("diff").asBoolean()).isTrue();
            assertThat(pathOf(reply)).contains("/app/" + name + ".zip?token=");
        }
    }

    @Test
    void step7ADeltaThatIsNotWorthItIsNotOffered() {
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        byte[] otherNoise = new byte[20_000];
        new Random(2).nextBytes(otherNoise);
        ErosZip first = zip(1).with("/images/all.png", noise);
        ErosZip second = ErosZip.of(app, "so different").at(time(2)).with("/images/all.png", otherNoise);
        second.with("/pages/home/index.js", "short".getBytes(UTF_8));
        second.with("/pages/about/index.js", "shorter".getBytes(UTF_8));
        second.with("/iconfont/icons.ttf", new byte[] {1, 2, 3});
        publish(app, first.bytes());
        String id = publish(app, second.bytes()).get("ios");

        JsonNode delta = finishedDeltasOf(app, id).get(0);

        assertThat(delta.path("state").asString()).as(delta.toString()).isEqualTo("skipped");
        assertThat(delta.path("reason").asString()).contains("not worth it");
        assertFullPackageOf(erosCheck(app, first.jsVersion()), second);
    }

    @Test
    void step7ADeltaFromAnUncertainBaseIsNotOffered() {
        publish(app, zip(1).bytes());
        String id = publish(app, zip(2).bytes()).get("ios");
        finishedDeltasOf(app, id);
        assertThat(upload(app, zip(1).packedAgain().bytes(), "embedded", "true").status())
                .isEqualTo(201);
        assertFullPackageOf(erosCheck(app, zip(1).jsVersion()), zip(2));
        assertThat(deltasOf(app, id).get(0).path("reason").asString()).contains("two contents");
    }

    @Test
    void step8ANewerOneThatWasPausedOrWithdrawnStays() {
        publish(app, zip(1).bytes());
        String id = publish(app, zip(2).bytes()).get("ios");
        verb(app, id, "pause");
        assertUpToDate(erosCheck(app, zip(2).jsVersion()));
        assertFullPackageOf(erosCheck(app, ""), zip(1));
        verb(app, id, "withdraw");
        assertUpToDate(erosCheck(app, zip(2).jsVersion()));
        assertFullPackageOf(erosCheck(app, ""), zip(1));
    }

    @Test
    void asksByFormAndByJsonAsWell() {
        publish(app, zip(1).bytes());
        Map<String, String> question = fields("appName", app, "iOS", "1.0.0", "isDiff", "0", "jsVersion", "");
        Reply byForm = send(to("/app/check")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(query(question))));
        assertFullPackageOf(byForm, zip(1));
        for (String isDiff : new String[] {"true", "1", "\"1\"", "null"}) {
            Reply byJson = send(to("/app/check")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"appName\":\"" + app + "\",\"iOS\":\"1.0.0\",\"isDiff\":" + isDiff
                            + ",\"somethingElse\":[1]}")));
            assertFullPackageOf(byJson, zip(1));
        }
    }

    @Test
    void aDeviceThatNamesTwoPlatformsIsAlwaysTakenForTheSame() {
        publish(app, zip(1).bytes(), "platform", "android");
        publish(app, zip(2).bytes(), "platform", "ios");
        assertFullPackageOf(get("/app/check?appName=" + app + "&iOS=1.0.0&android=1.0.0"), zip(1));
    }

    @Test
    void theLinkLeadsToWhereTheProxyWasAsked() {
        publish(app, zip(1).bytes());
        Reply reply = send(to("/app/check?appName=" + app + "&iOS=1.0.0")
                .header("X-Forwarded-For", "192.0.2.7")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "updates.example.com"));
        assertThat(pathOf(reply)).startsWith("https://updates.example.com/app/" + zip(1).jsVersion() + ".zip?token=");
    }

    @Test
    void saysHowSoonAndWhy() {
        publish(app, zip(1).bytes(), "priority", "blocking", "notes", "Fixes the crash at start");
        JsonNode data = erosCheck(app, "").json().path("data");
        assertThat(data.path("priority").asString()).isEqualTo("blocking");
        assertThat(data.path("notes").asString()).isEqualTo("Fixes the crash at start");
        assertThat(data.path("timestamp").asLong()).isEqualTo(time(1));
    }
}
