package dev.patchbay.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people can see of a change before they make it, and of how releases spread. */
class ForesightJourneyTests extends Journey {
    private static final List<String> VERBS = List.of("publish", "pause", "resume", "withdraw", "rollback");

    private static byte[] bytes(String words) {
        return words.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode impact(String app, String id) {
        return manage("/api/apps/" + app + "/releases/" + id + "/impact").json();
    }

    private void checkAs(String app, int device, byte[] held) {
        patchCheck(app, "deviceId", "device-" + device, "md5", DigestUtils.md5Hex(held));
    }

    @Test
    void impactTellsWhomAChangeTouches() {
        String app = newApp();
        String old = publishPatch(app, bytes("old"), "1.0.0");
        String fresh = publishPatch(app, bytes("fresh"), "1.0.0", "rollout", "50");
        for (int i = 0; i < 8; i++) checkAs(app, i, bytes(i < 2 ? "fresh" : "old"));

        JsonNode impact = impact(app, fresh);

        assertThat(impact.path("devices").asInt()).isEqualTo(8);
        assertThat(impact.path("running").asInt()).isEqualTo(2);
        assertThat(impact.path("meant").asInt()).isEqualTo(4);
        assertThat(impact.path("waiting").asInt()).isEqualTo(2);
        assertThat(impact.path("rollbackTo").path("releaseId").asString()).isEqualTo(old);
        assertThat(impact(app, old).path("rollbackTo").isNull()).isTrue();
        assertThat(manage("/api/apps/" + app + "/releases/999999/impact").problem())
                .isEqualTo("unknown-release");
    }

    /** Each state is made, and each verb tried there: those that impact names change it, all others do not. */
    @Test
    void impactNamesTheVerbsThatChangeTheRelease() {
        for (List<String> path : List.of(
                List.<String>of(),
                List.of("publish"),
                List.of("publish", "pause"),
                List.of("publish", "withdraw"),
                List.of("withdraw"),
                List.of("publish", "rollback"))) {
            for (String verb : VERBS) {
                String app = newApp();
                String id = publishPatch(app, bytes("a patch"), "1.0.0", "draft", "true");
                path.forEach(step -> verb(app, id, step));
                JsonNode named = impact(app, id).path("verbs");
                JsonNode before = settled(release(app, id).json());
                verb(app, id, verb);
                boolean changed = !settled(release(app, id).json()).equals(before);
                assertThat(changed)
                        .as("%s after %s, where %s are named", verb, path, named)
                        .isEqualTo(named.toString().contains("\"" + verb + "\""));
            }
        }
    }

    @Test
    void theFleetGoesByDay() {
        String app = newApp();
        String id = publishPatch(app, bytes("one"), "1.0.0");
        beginAnHour();
        for (int i = 0; i < 3; i++) checkAs(app, i, bytes("one"));
        clock.advance(Duration.ofDays(1));
        for (int i = 0; i < 2; i++) checkAs(app, i, bytes("one"));

        JsonNode days =
                manage("/api/apps/" + app + "/fleet?platform=ios").json().path("days");

        assertThat(days).hasSize(2);
        assertThat(days.get(0).path("devices").asInt()).isEqualTo(3);
        assertThat(days.get(1).path("running").path(id).asInt()).isEqualTo(2);
        assertThat(manage("/api/apps/" + app + "/fleet?platform=ios&days=1")
                        .json()
                        .path("days"))
                .hasSize(1);
        for (String wrong : List.of("platform=windows", "platform=ios&days=0", "platform=ios&days=91")) {
            assertThat(manage("/api/apps/" + app + "/fleet?" + wrong).problem()).isEqualTo("bad-request");
        }
        assertThat(manage("/api/apps/never-heard-of/fleet?platform=ios").problem())
                .isEqualTo("unknown-app");
    }

    @Test
    void theAdoptionOfOneReleaseLeavesOthersOut() {
        beginAnHour();
        String app = newApp();
        String one = publishPatch(app, bytes("one"), "1.0.0");
        patchCheck(app, "deviceId", "first");
        String two = publishPatch(app, bytes("two"), "1.0.0");
        patchCheck(app, "deviceId", "first");
        patchCheck(app, "deviceId", "second");

        JsonNode spread = manage("/api/apps/" + app + "/releases/" + two + "/adoption?step=hour")
                .json();

        assertThat(spread.path("release").path("devices").path("offered").asInt())
                .isEqualTo(2);
        assertThat(spread.path("series")).hasSize(1);
        assertThat(spread.at("/series/0/offered/full").asInt()).isEqualTo(2);
        assertThat(manage("/api/apps/" + app + "/releases/" + one + "/adoption")
                        .json()
                        .at("/series/0/offered/full")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aKeyLearnsWhatItIsFor() {
        String app = newApp();
        String key = manage(
                        "POST",
                        "/api/keys",
                        Map.of("name", "the nightly build", "role", "uploader", "apps", List.of(app)))
                .text("key");

        JsonNode me =
                send(to("/api/me").header("Authorization", "Bearer " + key)).json();

        assertThat(me.path("name").asString()).isEqualTo("the nightly build");
        assertThat(me.path("role").asString()).isEqualTo("uploader");
        assertThat(me.path("apps").toString()).isEqualTo("[\"" + app + "\"]");
        assertThat(get("/api/me").status()).isEqualTo(401);
        assertThat(send(to("/api/me").header("Authorization", "Bearer " + key).method("POST", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(405);
    }

    @Test
    void theBacklogCountsDeltasThatWait() {
        String app = newApp();
        publishPatch(app, bytes("one"), "1.0.0");
        long before = states(manage("/api/backlog").json());
        finishedDeltasOf(app, publishPatch(app, bytes("two"), "1.0.0"));

        JsonNode backlog = manage("/api/backlog").json();

        assertThat(states(backlog)).isEqualTo(before + 1);
        assertThat(backlog.path("waitingSince").isNull())
                .isEqualTo(backlog.path("pending").asLong() == 0);
        assertThat(send(to("/api/backlog")).status()).isEqualTo(401);
    }

    private static long states(JsonNode backlog) {
        return List.of("pending", "ready", "skipped", "failed").stream()
                .mapToLong(state -> backlog.path(state).asLong())
                .sum();
    }
}
