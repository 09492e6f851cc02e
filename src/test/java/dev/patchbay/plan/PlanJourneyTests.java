package dev.patchbay.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Releases that go out by plan, on hundreds of devices. */
class PlanJourneyTests extends Journey {
    private static final int DEVICES = 400;
    /** How many tell enough. A tenth is some 40 of them, by chance 15 to 70; what fails may be halted as soon as these have. */
    private static final int ENOUGH = 15;

    private static final int TENTH_AT_MOST = 70;
    private static final Map<String, ?> PLAN = Map.of(
            "steps",
            List.of(Map.of("rollout", 10, "soak", "1h"), Map.of("rollout", 50, "soak", "PT4H"), Map.of("rollout", 100)),
            "condition",
            Map.of("maxFailureRate", 2.0, "minDevices", ENOUGH));

    @Autowired
    private PlanRunner runner;

    private String draftWithPlan(String app) {
        publishPatch(app, ("first of " + app).getBytes(UTF_8), "1.0.0");
        String id = publishPatch(app, ("second of " + app).getBytes(UTF_8), "1.0.0", "draft", "true");
        Reply planned = patch(app, id, Map.of("plan", PLAN));
        assertThat(planned.status()).as(planned.toString()).isEqualTo(200);
        assertThat(planned.json().path("plan").path("state").asString()).isEqualTo("waiting");
        assertThat(planned.json().path("rollout").asInt()).isEqualTo(10);
        return id;
    }

    /** Every device asks; those that are offered the release say how it went. Returns how many were. */
    private int devicesLive(String app, String id, String status) {
        int offered = 0;
        for (int i = 0; i < DEVICES; i++) {
            Reply check = patchCheck(app, "deviceId", "device-" + i);
            if (!check.text("releaseId").equals(id)) continue;
            offered++;
            Reply taken = report(app, check, "device-" + i, status, "reason", "crashed");
            assertThat(taken.status()).as(taken.toString()).isEqualTo(202);
        }
        return offered;
    }

    private JsonNode planOf(String app, String id) {
        return release(app, id).json().path("plan");
    }

    private void untilRollout(String app, String id, int percent) {
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> release(app, id).json().path("rollout").asInt() == percent);
    }

    private void staysAtRollout(String app, String id, int percent) {
        runner.run();
        assertThat(release(app, id).json().path("rollout").asInt()).isEqualTo(percent);
    }

    @Test
    void aGoodReleaseReachesEverybody() {
        String app = newApp();
        String id = draftWithPlan(app);
        verb(app, id, "publish");
        assertThat(devicesLive(app, id, "installed")).isBetween(ENOUGH, TENTH_AT_MOST);

        staysAtRollout(app, id, 10);
        assertThat(planOf(app, id).path("waitsFor").asString()).startsWith("soaks until");
        clock.advance(Duration.ofMinutes(30));
        verb(app, id, "pause");
        clock.advance(Duration.ofHours(10));
        assertThat(planOf(app, id).path("state").asString()).isEqualTo("paused");
        verb(app, id, "resume");
        staysAtRollout(app, id, 10);
        clock.advance(Duration.ofMinutes(31));
        untilRollout(app, id, 50);
        assertThat(devicesLive(app, id, "installed")).isBetween(150, 250);
        clock.advance(Duration.ofHours(5));
        untilRollout(app, id, 100);

        JsonNode plan = planOf(app, id);
        assertThat(plan.path("state").asString()).isEqualTo("completed");
        assertThat(plan.path("step").asInt()).isEqualTo(3);
        JsonNode steps = manage("/api/audit?action=plan.step&subject=release/" + id)
                .json()
                .path("items");
        assertThat(steps)
                .extracting(step -> step.path("after").path("rollout").asString())
                .containsExactly("100", "50", "10");
        assertThat(steps.get(0).path("actor").asString()).isEqualTo("patchbay");
        // the step is written a moment before checks know of it
        await().untilAsserted(
                        () -> assertThat(devicesLive(app, id, "installed")).isEqualTo(DEVICES));
    }

    @Test
    void aReleaseThatFailsIsHaltedAtTenPercent() {
        String app = newApp();
        String id = draftWithPlan(app);
        Reply rule = manage(
                "PATCH",
                "/api/apps/" + app,
                Map.of("halt", Map.of("action", "rollback", "maxFailureRate", 5, "minDevices", ENOUGH)));
        assertThat(rule.json().path("halt").path("action").asString())
                .as(rule.toString())
                .isEqualTo("rollback");
        verb(app, id, "publish");
        int reached = devicesLive(app, id, "failed");
        assertThat(reached).isBetween(ENOUGH, TENTH_AT_MOST);

        await().until(() -> release(app, id).json().path("rolledBack").asBoolean());

        JsonNode plan = planOf(app, id);
        assertThat(plan.path("state").asString()).isEqualTo("ended");
        assertThat(plan.path("reason").asString()).isEqualTo("the release was rolled back");
        JsonNode halt = manage("/api/audit?action=release.halted&subject=release/" + id)
                .json()
                .path("items")
                .get(0);
        assertThat(halt.path("actor").asString()).isEqualTo("patchbay");
        assertThat(halt.path("after").path("failed").asInt()).isBetween(ENOUGH, TENTH_AT_MOST);
        assertThat(halt.path("after").path("reason").asString()).contains("with 95 % certainty at least");
        // the halt is written a moment before checks know of it
        await().untilAsserted(() -> assertThat(devicesLive(app, id, "failed")).isZero());
    }

    @Test
    void aCrashReporterHaltsOnceHoweverOftenItCalls() {
        String app = newApp();
        String id = publishPatch(app, ("a patch of " + app).getBytes(UTF_8), "1.0.0");
        String route = "/api/apps/" + app + "/releases/" + id + "/halt";

        for (int i = 0; i < 3; i++) {
            Reply halted = manage("POST", route, Map.of("reason", "crash rate doubled"));
            assertThat(halted.status()).as(halted.toString()).isEqualTo(200);
            assertThat(halted.text("state")).isEqualTo("paused");
        }

        JsonNode halts = manage("/api/audit?action=release.halted&subject=release/" + id)
                .json()
                .path("items");
        assertThat(halts).hasSize(1);
        assertThat(halts.get(0).path("after").path("reason").asString()).isEqualTo("crash rate doubled");
    }

    @Test
    void theLastWordIsTheReleaseManagers() {
        String app = newApp();
        String id = publishPatch(app, ("planned in " + app).getBytes(UTF_8), "1.0.0");
        assertThat(patch(app, id, Map.of("plan", PLAN))
                        .json()
                        .path("plan")
                        .path("state")
                        .asString())
                .isEqualTo("running");

        assertThat(patch(app, id, Map.of("rollout", 20, "plan", PLAN)).status()).isEqualTo(422);
        Reply byHand = patch(app, id, Map.of("rollout", 20));
        assertThat(byHand.json().path("plan").path("state").asString()).isEqualTo("ended");
        assertThat(byHand.json().path("plan").path("reason").asString()).isEqualTo("the rollout was set by hand");
        Reply removed = patch(app, id, "{\"plan\":null}");
        assertThat(removed.json().path("plan").isNull()).as(removed.toString()).isTrue();
        assertThat(removed.json().path("rollout").asInt()).isEqualTo(20);
        Reply falling = patch(app, id, "{\"plan\":{\"steps\":[{\"rollout\":50,\"soak\":\"1h\"},{\"rollout\":10}]}}");
        assertThat(falling.status()).isEqualTo(422);
        assertThat(falling.text("detail")).contains("must rise: step 2 has 10 after 50");
    }
}
