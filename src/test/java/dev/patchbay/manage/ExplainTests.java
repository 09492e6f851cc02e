package dev.patchbay.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whoever asks why gets the reasons of the very answer that the device gets. */
class ExplainTests extends Journey {
    private static final int SITUATIONS = 500;

    @Test
    void agreesWithTheCheckInRandomSituations() {
        Random random = new Random(20261122);
        String app = newApp();
        List<String> known = aMixedHistory(app, random);
        awaitJobsThatStoreBlobs(); // or a delta may be ready for the one answer and not for the other
        for (int i = 0; i < SITUATIONS; i++) {
            String jsVersion = known.get(random.nextInt(known.size()));
            String device = "device-" + random.nextInt(200);
            String isDiff = random.nextBoolean() ? "1" : "0";
            String tags = random.nextInt(3) == 0 ? "region:cn" : "region:sg";
            Reply check = erosCheck(app, jsVersion, "deviceId", device, "isDiff", isDiff, "tags", tags);
            JsonNode answer = explain(app, jsVersion, device, isDiff, tags).path("answer");
            String situation = "situation " + i + ": " + check + " explained as " + answer;
            boolean update = resCode(check) == 0;
            assertThat(answer.path("update").asBoolean()).as(situation).isEqualTo(update);
            if (update) {
                JsonNode data = check.json().path("data");
                assertThat(answer.path("jsVersion")).as(situation).isEqualTo(data.path("jsVersion"));
                assertThat(answer.path("diff")).as(situation).isEqualTo(data.path("diff"));
                assertThat(answer.path("priority")).as(situation).isEqualTo(data.path("priority"));
            }
        }
    }

    /** Releases in every state, with every kind of rollout; gives what a device may report, and more. */
    private List<String> aMixedHistory(String app, Random random) {
        List<String> known = new ArrayList<>(List.of("", "0123456789abcdef0123456789abcdef"));
        for (int number = 1; number <= 12; number++) {
            ErosZip zip = ErosZip.of(app, "number " + number).at(time(number));
            known.add(zip.jsVersion());
            String[] terms = number % 5 == 0
                    ? new String[] {"embedded", "true"}
                    : new String[] {"rollout", "" + random.nextInt(101), "draft", "" + (number % 6 == 0)};
            String id = publish(app, zip.bytes(), terms).get("ios");
            if (number == 5 || number == 10) continue;
            if (number % 4 == 0) patch(app, id, Map.of("tags", Map.of("region", List.of("cn"))));
            if (number % 3 == 0) patch(app, id, Map.of("allow", List.of("device-" + number, "device-1")));
            if (number % 7 == 0) patch(app, id, Map.of("priority", "blocking"));
            if (number == 8) verb(app, id, "pause");
            if (number == 9) verb(app, id, "withdraw");
            if (number == 11) verb(app, id, "rollback");
        }
        return known;
    }

    @Test
    void showsTheBucketAgainstThePercentage() {
        String app = newApp();
        publish(app, ErosZip.of(app, "one").bytes(), "rollout", "0.01");
        JsonNode explained = explain(app, "", "somebody", "1", "");
        assertThat(explained.path("answer").path("kind").asString()).isEqualTo("none-offerable");
        assertThat(details(explained)).anyMatch(detail -> detail.matches("bucket [0-9]{1,4} ≥ 1 \\(0\\.01 %\\)"));
    }

    @Test
    void saysWhyThereIsNoDelta() {
        String app = newApp();
        ErosZip first = ErosZip.of(app, "one").at(time(1));
        publish(app, first.bytes());
        publish(app, first.packedAgain().bytes(), "embedded", "true");
        publish(app, ErosZip.of(app, "two").at(time(2)).bytes());
        JsonNode explained = explain(app, first.jsVersion(), "somebody", "1", "");
        assertThat(explained.path("answer").path("diff").asBoolean()).isFalse();
        assertThat(details(explained)).anyMatch(detail -> detail.startsWith("two contents are known"));
    }

    @Test
    void saysWhatIsMissingInTheQuestion() {
        String app = newApp();
        publish(app, ErosZip.of(app, "one").bytes());
        Reply reply = manage("/api/apps/" + app + "/explain?platform=ios");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text("detail")).isEqualTo("version: needed");
        assertThat(manage("/api/apps/nobody-has-this/explain?platform=ios&version=1")
                        .problem())
                .isEqualTo("unknown-app");
    }

    private JsonNode explain(String app, String jsVersion, String device, String isDiff, String tags) {
        Reply reply = manage("/api/apps/" + app + "/explain?"
                + query(fields(
                        "platform",
                        "ios",
                        "version",
                        "1.0.0",
                        "jsVersion",
                        jsVersion,
                        "deviceId",
                        device,
                        "isDiff",
                        isDiff.equals("1") ? "true" : "false",
                        "tags",
                        tags)));
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        return reply.json();
    }

    private static List<String> details(JsonNode explained) {
        List<String> details = new ArrayList<>();
        explained.path("steps").forEach(step -> details.add(step.path("detail").asString()));
        return details;
    }
}
