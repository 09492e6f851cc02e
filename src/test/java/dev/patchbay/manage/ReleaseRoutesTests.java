package dev.patchbay.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Reading releases, changing them, and their verbs. */
class ReleaseRoutesTests extends Journey {
    private String app = "";

    @BeforeEach
    void ownApp() {
        app = newApp();
    }

    private ErosZip zip(int number) {
        return ErosZip.of(app, "words " + number).at(time(number));
    }

    private String published(int number) {
        return publish(app, zip(number).bytes(), "platform", "ios").get("ios");
    }

    private List<String> idsOf(String path) {
        List<String> ids = new ArrayList<>();
        String next = "";
        do {
            JsonNode page =
                    manage(path + (next.isEmpty() ? "" : "&after=" + next)).json();
            page.path("items").forEach(item -> ids.add(item.path("id").asString()));
            next = page.path("next").isNull() ? "" : page.path("next").asString();
        } while (!next.isEmpty());
        return ids;
    }

    @Test
    void aVerbMayComeWithoutAReasonInAnyForm() {
        String id = published(1);
        String path = "/api/apps/" + app + "/releases/" + id + "/pause";
        for (String body : new String[] {"", "null", "{}", "{\"reason\":null}", "{\"reason\":\"\"}"}) {
            Reply reply = send(to(path).header("Authorization", "Bearer " + ADMIN)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
            assertThat(reply.status()).as("%s: %s", body, reply).isEqualTo(200);
        }
    }

    @Test
    void listsReleasesNewestFirstPageByPage() {
        String second = published(2);
        String fourth = published(4);
        String first = published(1);
        String third = published(3);
        for (int limit : new int[] {1, 2, 3, 4, 200}) {
            assertThat(idsOf("/api/apps/" + app + "/releases?limit=" + limit))
                    .containsExactly(fourth, third, second, first);
        }
        verb(app, third, "pause");
        assertThat(idsOf("/api/apps/" + app + "/releases?state=paused")).containsExactly(third);
        assertThat(idsOf("/api/apps/" + app + "/releases?platform=android")).isEmpty();
        assertThat(idsOf("/api/apps/" + app + "/releases?platform=iOS")).hasSize(4);
    }

    @Test
    void listsDeltasPageByPage() {
        published(1);
        published(2);
        published(3);
        String newest = published(4);
        List<String> from = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = manage("/api/apps/" + app + "/releases/" + newest + "/deltas?limit=2" + after)
                    .json();
            page.path("items").forEach(item -> from.add(item.path("from").asString()));
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asString();
        } while (!after.isEmpty());
        assertThat(from).containsExactly(zip(3).jsVersion(), zip(2).jsVersion(), zip(1).jsVersion());
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "after=nonsense", "state=gone", "platform=amiga"})
    void refusesListsThatCannotBe(String query) {
        published(1);
        assertThat(manage("/api/apps/" + app + "/releases?" + query).status()).isEqualTo(400);
    }

    @Test
    void listsAppsNewestFirst() {
        published(1);
        String older = app;
        app = newApp();
        published(1);
        List<String> names = new ArrayList<>();
        manage("/api/apps?limit=200")
                .json()
                .path("items")
                .forEach(item -> names.add(item.path("name").asString()));
        assertThat(names).containsSubsequence(app, older);
        assertThat(manage("/api/apps?limit=1").json().path("next").asString()).isEqualTo(app);
    }

    @Test
    void handsThePackageOutToWhoeverMayRead() {
        String id = published(1);
        Reply reply = manage("/api/apps/" + app + "/releases/" + id + "/package");
        assertThat(reply.bytes()).isEqualTo(zip(1).bytes());
        assertThat(get("/api/apps/" + app + "/releases/" + id + "/package").status())
                .isEqualTo(401);
    }

    @Test
    void doesNotKnowWhatIsNotThere() {
        String id = published(1);
        assertThat(manage("/api/apps/nobody/releases").problem()).isEqualTo("unknown-app");
        assertThat(manage("/api/apps/nobody/releases/" + id).problem()).isEqualTo("unknown-release");
        for (String path : new String[] {"", "/deltas", "/package"}) {
            assertThat(release(app, "999999" + path).status()).isEqualTo(404);
        }
        assertThat(verb(app, "999999", "pause").status()).isEqualTo(404);
        assertThat(verb(app, id, "explode").status()).isEqualTo(404);
    }

    @Test
    void changesWhatIsNamedAndNothingElse() {
        String id = published(1);
        Reply reply = patch(
                app,
                id,
                "{\"rollout\":12.25,\"allow\":[\"b\",\"a\"],\"tags\":{\"region\":[\"cn\",\"sg\"]},\"priority\":\"idle\","
                        + "\"deadline\":\"2030-01-31T12:00:00Z\",\"notes\":\"Slowly\",\"pinned\":true}");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.json().path("rollout").asDouble()).isEqualTo(12.25);
        assertThat(reply.json().path("allow").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(reply.json().path("tags").toString()).isEqualTo("{\"region\":[\"cn\",\"sg\"]}");
        assertThat(reply.text("deadline")).isEqualTo("2030-01-31T12:00:00Z");

        Reply later = patch(app, id, "{\"deadline\":null,\"allow\":[],\"tags\":{}}");
        assertThat(later.json().path("deadline").isNull()).isTrue();
        assertThat(later.json().path("allow").size()).isZero();
        assertThat(later.json().path("rollout").asDouble()).isEqualTo(12.25);
        assertThat(later.text("notes")).isEqualTo("Slowly");
        assertThat(later.json().path("pinned").asBoolean()).isTrue();
        assertThat(settled(release(app, id).json())).isEqualTo(settled(later.json()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"rolout\":10}|400",
                "{\"state\":\"paused\"}|400",
                "[]|400",
                "{\"rollout\":10|400",
                "{\"rollout\":10,\"rollout\":20}|400",
                "{\"rollout\":101}|422",
                "{\"rollout\":1.234}|422",
                "{\"rollout\":\"10\"}|422",
                "{\"rollout\":null}|422",
                "{\"allow\":[\"with space\"]}|422",
                "{\"tags\":{\"region\":[]}}|422",
                "{\"priority\":\"urgent\"}|422",
                "{\"deadline\":\"tomorrow\"}|422",
                "{\"version\":\"2.0\"}|409"
            })
    void refusesOtherChanges(String body, int status) {
        String id = published(1);
        JsonNode before = settled(release(app, id).json());
        assertThat(patch(app, id, body).status()).isEqualTo(status);
        assertThat(settled(release(app, id).json())).isEqualTo(before);
    }

    @Test
    void ofTwoWhoChangeWhatTheySawTheSecondIsTold() {
        String id = published(1);
        String seen = release(app, id).header("ETag");
        Reply first = patch(app, id, Map.of("rollout", 10), "If-Match", seen);
        assertThat(first.status()).isEqualTo(200);
        Reply second = patch(app, id, Map.of("rollout", 20), "If-Match", seen);
        assertThat(second.status()).isEqualTo(412);
        assertThat(second.problem()).isEqualTo("precondition-failed");
        assertThat(release(app, id).json().path("rollout").asInt()).isEqualTo(10);
        assertThat(patch(app, id, Map.of("rollout", 20), "If-Match", first.header("ETag"))
                        .status())
                .isEqualTo(200);
        assertThat(patch(app, id, Map.of("rollout", 30), "If-Match", "\"other\"")
                        .status())
                .isEqualTo(412);
        assertThat(patch(app, id, Map.of("rollout", 30)).status()).isEqualTo(200);
    }

    @Test
    void aVerbChangesTheETagToo() {
        String id = published(1);
        String seen = release(app, id).header("ETag");
        String paused = verb(app, id, "pause").header("ETag");
        assertThat(paused).isNotEqualTo(seen).isEqualTo(release(app, id).header("ETag"));
        assertThat(patch(app, id, Map.of("rollout", 20), "If-Match", seen).status())
                .isEqualTo(412);
    }

    /** From a state (reached by verbs), a verb: the state after it, or a conflict. */
    @ParameterizedTest
    @CsvSource({
        "draft,                    publish,  published",
        "draft,                    pause,    409",
        "draft,                    resume,   409",
        "draft,                    withdraw, withdrawn",
        "draft,                    rollback, 409",
        "publish,                  publish,  published",
        "publish,                  pause,    paused",
        "publish,                  resume,   published",
        "publish,                  withdraw, withdrawn",
        "publish,                  rollback, withdrawn",
        "publish pause,            publish,  409",
        "publish pause,            pause,    paused",
        "publish pause,            resume,   published",
        "publish pause,            withdraw, withdrawn",
        "publish pause,            rollback, withdrawn",
        "publish withdraw,         publish,  409",
        "publish withdraw,         pause,    409",
        "publish withdraw,         resume,   409",
        "publish withdraw,         withdraw, withdrawn",
        "publish withdraw,         rollback, withdrawn",
        "publish rollback,         rollback, withdrawn",
        "publish rollback,         withdraw, withdrawn",
        "publish rollback,         resume,   409",
        "withdraw,                 publish,  409",
        "withdraw,                 rollback, 409"
    })
    void aVerbDoesWhatTheStateAllows(String before, String verb, String after) {
        Reply upload = upload(app, zip(1).bytes(), "platform", "ios", "draft", "true");
        String id = upload.json().path("releases").path(0).path("id").asString();
        for (String step : before.split(" ")) if (!step.equals("draft")) verb(app, id, step);
        String state = release(app, id).text("state");

        Reply reply = verb(app, id, verb);

        if (after.equals("409")) {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(409);
            assertThat(release(app, id).text("state")).isEqualTo(state);
        } else {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            assertThat(reply.text("state")).isEqualTo(after);
            Reply again = verb(app, id, verb);
            assertThat(again.status()).isEqualTo(200);
            assertThat(settled(again.json()))
                    .as("saying it again changes nothing")
                    .isEqualTo(settled(reply.json()));
        }
    }

    @Test
    void whatShipsInsideTheStoreBuildHasNoVerbs() {
        String id = publish(app, zip(1).bytes(), "platform", "ios", "embedded", "true")
                .get("ios");
        for (String verb : new String[] {"pause", "resume", "withdraw", "rollback"}) {
            assertThat(verb(app, id, verb).status()).as(verb).isEqualTo(409);
        }
    }
}
