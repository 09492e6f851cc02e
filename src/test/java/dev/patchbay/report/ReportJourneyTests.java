package dev.patchbay.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What devices report, as they live it and as people see it. */
class ReportJourneyTests extends Journey {
    @Autowired
    private Adoption adoption;

    @Autowired
    private Strikes strikes;

    @Autowired
    private Flusher flusher;

    @Autowired
    private ReportedReleases reported;

    @Autowired
    private JdbcTemplate database;

    static byte[] script(String words) {
        String lines = new Random(5)
                .ints(500, 0, 1 << 24)
                .mapToObj(number -> "defineClass('C" + number + "', { run: function () { return " + number + "; } });")
                .collect(Collectors.joining("\n"));
        return (lines + "\n// " + words + "\n").getBytes(UTF_8);
    }

    private JsonNode adoptionOf(String app, String id) {
        for (JsonNode item : manage("/api/apps/" + app + "/adoption").json().path("items")) {
            if (item.path("releaseId").asString().equals(id)) return item;
        }
        throw new AssertionError("no release " + id);
    }

    private Reply checkAs(String app, String device, byte[] held, boolean delta) {
        return patchCheck(app, "deviceId", device, "md5", DigestUtils.md5Hex(held), "isDiff", delta);
    }

    /** The check is behind the list of deltas by the time it takes to read the catalogue. */
    private void waitForDelta(String app, byte[] held) {
        String question = "/explain?platform=ios&version=1.0.0&isDiff=true&md5=" + DigestUtils.md5Hex(held);
        await().until(() -> manage("/api/apps/" + app + question).text().contains("a delta is ready"));
    }

    /** The automatic halt looks at what is counted now and then, and would miss it. */
    @Test
    void howOftenNumbersAreReadDoesNotMakeThemForgotten() {
        String app = newApp();
        String id = publishPatch(app, script("counted"), "1.0.0");
        Reply check = checkAs(app, "one", script("older"), false);
        report(app, check, "one", "failed", "reason", "crashed");
        for (int i = 0; i < 300; i++) flusher.flush();
        assertThat(reported.concluded()).containsEntry(Long.valueOf(id), 1L);
    }

    @Test
    void threeHundredDevicesAreCountedOnceEach() {
        String app = newApp();
        byte[] first = script("first");
        String one = publishPatch(app, first, "1.0.0");
        String two = publishPatch(app, script("second"), "1.0.0");
        waitForDelta(app, first);

        for (int i = 0; i < 300; i++) {
            String device = "device-" + i;
            Reply check = checkAs(app, device, first, i % 3 == 0);
            if (i % 10 == 0) download(urlOf(check));
            boolean fails = i % 5 == 0 && i % 3 != 0;
            String reason = "cannot run line " + i + " of /var/app/" + i + "/main.js";
            for (int again = 0; again < 2; again++) {
                assertThat(report(app, check, device, "downloaded").status()).isEqualTo(202);
                report(app, check, device, fails ? "failed" : "installed", "reason", reason);
            }
        }

        JsonNode item = adoptionOf(app, two);
        JsonNode counts = item.path("counts");
        assertThat(counts.path("offered").toString()).isEqualTo("{\"full\":200,\"delta\":100}");
        assertThat(counts.path("downloaded").toString()).isEqualTo("{\"full\":200,\"delta\":100}");
        assertThat(counts.path("installed").toString()).isEqualTo("{\"full\":160,\"delta\":100}");
        assertThat(counts.path("failed").toString()).isEqualTo("{\"full\":40,\"delta\":0}");
        assertThat(counts.path("unbound").toString()).isEqualTo("{\"downloaded\":0,\"installed\":0,\"failed\":0}");
        assertThat(item.path("deltaShare").asDouble()).isEqualTo(0.3333);
        assertThat(item.path("bytesSaved").asLong()).isGreaterThan(100L * first.length / 2);
        assertThat(item.path("devices").path("offered").asInt()).isCloseTo(300, within(15));
        assertThat(item.path("devices").path("installed").asInt()).isCloseTo(260, within(13));
        assertThat(item.path("devices").path("failed").asInt()).isCloseTo(40, within(2));
        assertThat(item.path("failures")).hasSize(1);
        assertThat(item.path("failures").get(0).path("example").asString()).isEqualTo("cannot run line # of <path>");
        assertThat(item.path("failures").get(0).path("reports").asInt()).isEqualTo(40);
        assertThat(adoptionOf(app, one).path("devices").path("running").asInt()).isCloseTo(300, within(15));
        assertThat(adoptionOf(app, one).path("share").asDouble()).isEqualTo(1);

        Outcome outcome = adoption.outcome(Long.parseLong(two));
        assertThat(outcome.concluded()).isCloseTo(300, within(15L));

        JsonNode fleet = release(app, two).json().path("fleet");
        assertThat(fleet.path("devices").asInt()).isCloseTo(300, within(15));
        assertThat(fleet.path("running").asInt()).isZero();
        assertThat(fleet.path("deltaShare").asDouble()).isEqualTo(1);
    }

    @Test
    void theSeriesGoesByHourAndByDay() {
        String app = newApp();
        String id = publishPatch(app, script("series"), "1.0.0");
        beginAnHour();
        for (int hour = 0; hour < 3; hour++) {
            for (int i = 0; i <= hour; i++) patchCheck(app, "deviceId", "device-" + i);
            flusher.flush();
            clock.advance(Duration.ofHours(1));
        }
        String route = "/api/apps/" + app + "/adoption?step=";
        JsonNode hours = manage(route + "hour").json().path("series");
        assertThat(hours)
                .extracting(one -> one.path("offered").path("full").asInt())
                .containsExactly(1, 2, 3);
        int days = 0;
        for (JsonNode day : manage(route + "day").json().path("series")) {
            days += day.path("offered").path("full").asInt();
        }
        assertThat(days).isEqualTo(6);
        assertThat(adoptionOf(app, id)
                        .path("counts")
                        .path("offered")
                        .path("full")
                        .asInt())
                .isEqualTo(6);
        assertThat(manage(route + "week").status()).isEqualTo(400);
        assertThat(manage(route + "hour&from=yesterday").status()).isEqualTo(400);
        assertThat(manage(route + "hour&from=2020-01-01T00:00:00Z").status()).isEqualTo(400);
        assertThat(manage("/api/apps/nobody/adoption").status()).isEqualTo(404);
    }

    @Test
    void aFailedReleaseIsNotOfferedToThatDeviceAgainUntilCleared() {
        String app = newApp();
        byte[] first = script("good");
        publishPatch(app, first, "1.0.0");
        String bad = publishPatch(app, script("bad"), "1.0.0");

        Reply offer = checkAs(app, "unlucky", first, false);
        assertThat(offer.text("releaseId")).isEqualTo(bad);
        report(app, offer, "unlucky", "failed", "reason", "white screen");
        assertThat(checkAs(app, "unlucky", first, false).text("message")).isEqualTo("Already up-to-date patch");
        assertThat(patchCheck(app, "deviceId", "unlucky").text("releaseId")).isNotEqualTo(bad);
        assertThat(checkAs(app, "other", first, false).text("releaseId")).isEqualTo(bad);
        assertThat(manage("/api/apps/" + app + "/explain?platform=ios&version=1.0.0&deviceId=unlucky")
                        .text())
                .contains("\"strike\"");
        assertThat(adoptionOf(app, bad).path("strikes").asInt()).isEqualTo(1);

        flusher.flush();
        strikes.reload();
        assertThat(checkAs(app, "unlucky", first, false).text("message")).isEqualTo("Already up-to-date patch");

        Reply cleared = send(to("/api/apps/" + app + "/releases/" + bad + "/strikes")
                .header("Authorization", "Bearer " + ADMIN)
                .DELETE());
        assertThat(cleared.status()).as(cleared.toString()).isEqualTo(204);
        assertThat(checkAs(app, "unlucky", first, false).text("releaseId")).isEqualTo(bad);
        assertThat(manage("/api/audit?app=" + app).text()).contains("release.strikes-cleared");
        assertThat(database.queryForObject(
                        "select count(*) from strikes where release_id = ?", Long.class, Long.valueOf(bad)))
                .isZero();
    }

    @Test
    void aStrikeIsOverAfterItsTime() {
        String app = newApp();
        String id = publishPatch(app, script("strike"), "1.0.0");
        report(app, patchCheck(app, "deviceId", "d"), "d", "failed");
        assertThat(patchCheck(app, "deviceId", "d").text("message")).isEqualTo("No patch available");
        clock.advance(Duration.ofDays(7).plusSeconds(1));
        assertThat(patchCheck(app, "deviceId", "d").text("releaseId")).isEqualTo(id);
    }

    @Test
    void aDeltaThatFailsOnTwoDevicesGivesWayToTheFullPackage() {
        String app = newApp();
        byte[] first = script("base");
        publishPatch(app, first, "1.0.0");
        String two = publishPatch(app, script("target of a suspect delta"), "1.0.0");
        waitForDelta(app, first);

        for (int again = 0; again < 3; again++) {
            Reply offer = checkAs(app, "a", first, true);
            if (again == 0) assertThat(offer.json().path("diff").asBoolean()).isTrue();
            report(app, offer, "a", "failed", "reason", "bspatch: corrupt");
        }
        assertThat(checkAs(app, "b", first, true).json().path("diff").asBoolean())
                .isTrue();
        report(app, checkAs(app, "b", first, true), "b", "failed", "reason", "bspatch: corrupt");

        Reply third = checkAs(app, "c", first, true);
        assertThat(third.text("releaseId")).isEqualTo(two);
        assertThat(third.json().path("diff").asBoolean()).isFalse();
        JsonNode delta = deltasOf(app, two).get(0);
        assertThat(delta.path("state").asString()).isEqualTo("failed");
        assertThat(delta.path("reason").asString()).startsWith("suspect");

        send(to("/api/apps/" + app + "/releases/" + two + "/strikes")
                .header("Authorization", "Bearer " + ADMIN)
                .DELETE());
        assertThat(checkAs(app, "a", first, true).json().path("diff").asBoolean())
                .isTrue();
    }

    @Test
    void oneSenderUnderManyNamesCountsForFew() {
        String app = newApp();
        String id = publishPatch(app, script("crowd"), "1.0.0");
        for (int i = 0; i < 200; i++) {
            String device = "made-up-" + i;
            Reply offer = patchCheck(app, "deviceId", device);
            reportWith(
                    Map.of(
                            "appName",
                            app,
                            "platform",
                            "ios",
                            "jsVersion",
                            offer.text("jsVersion"),
                            "deviceId",
                            device,
                            "status",
                            "failed",
                            "offer",
                            offer.text("offer")),
                    "X-Forwarded-For",
                    "203.0.113.77");
        }
        Outcome outcome = adoption.outcome(Long.parseLong(id));
        assertThat(outcome.failed()).isCloseTo(30, within(1L));
        assertThat(outcome.concluded()).isEqualTo(outcome.failed());
        assertThat(adoption.totals(Long.parseLong(id)).failed().full()).isEqualTo(200);
    }

    @Test
    void erosDevicesAreCountedByWhatTheyCheckWith() {
        String app = newApp();
        byte[] zip = ErosZip.of(app, "one").bytes();
        Map<String, String> ids = publish(app, zip);
        Reply offer = erosCheck(app, "");
        String jsVersion = offer.json().path("data").path("jsVersion").asString();
        for (int i = 0; i < 50; i++) {
            get(
                    "/app/check?" + query(fields("appName", app, "iOS", "1.0.0", "jsVersion", jsVersion)),
                    "X-Forwarded-For",
                    "198.51.100." + i);
        }
        JsonNode devices = adoptionOf(app, ids.get("ios")).path("devices");
        assertThat(devices.path("running").asInt()).isCloseTo(50, within(2));
        download(pathOf(offer));
        // counted when the last byte went out, which the device may see first
        await().untilAsserted(() -> assertThat(adoption.totals(Long.parseLong(ids.get("ios")))
                        .downloaded()
                        .full())
                .isEqualTo(1));
    }

    @Test
    void malformedReportsAreRefusedAndUnknownReleasesAreNot() {
        String app = newApp();
        publishPatch(app, script("malformed"), "1.0.0");
        Map<String, String> good = fields(
                "appName", app, "platform", "ios", "jsVersion", "0".repeat(32), "deviceId", "d", "status", "installed");
        assertThat(reportWith(good).status()).isEqualTo(202);
        Map<String, String> wrong = fields(
                "appName",
                "no/app",
                "platform",
                "tv",
                "jsVersion",
                "1.0",
                "deviceId",
                "x".repeat(129),
                "status",
                "happy");
        wrong.forEach((name, value) -> {
            Map<String, String> report = new LinkedHashMap<>(good);
            report.put(name, value);
            Reply reply = reportWith(report);
            assertThat(reply.status()).as(name).isEqualTo(400);
            assertThat(reply.text("error")).isEqualTo("Invalid " + name);
        });
        good.keySet().forEach(name -> {
            Map<String, String> report = new LinkedHashMap<>(good);
            report.remove(name);
            assertThat(reportWith(report).status()).as(name).isEqualTo(400);
            assertThat(reportWith(report).text("error")).isEqualTo(name + " required");
        });
        assertThat(reportWith("{").status()).isEqualTo(400);
    }

    @Test
    void everyAnswerSaysWhenToAskAgain() {
        String app = newApp();
        publishPatch(app, script("pace"), "1.0.0");
        Reply offer = patchCheck(app, "deviceId", "d");
        assertThat(offer.json().path("nextCheckAfter").asInt()).isBetween(2880, 4320);
        Reply stay = checkAs(app, "d", script("pace"), false);
        assertThat(stay.json().path("nextCheckAfter").asInt()).isBetween(2880, 4320);
    }
}
