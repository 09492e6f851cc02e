package dev.patchbay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Who did what is written down, and nobody can change it unseen. */
class AuditTests extends Journey {
    @Autowired
    private JdbcTemplate jdbc;

    @AfterEach
    void theTrailIsWholeForTheOtherTests() {
        assertThat(verify().path("whole").asBoolean()).isTrue();
    }

    @Test
    void everyChangeIsThereWithWhoAndWhatAndWhy() {
        String app = newApp();
        publish(
                app,
                ErosZip.of(app, "one")
                        .at(time(1))
                        .forNone()
                        .forVersion("iOS", "1.0.0")
                        .bytes());
        String id = publish(
                        app,
                        ErosZip.of(app, "two")
                                .at(time(2))
                                .forNone()
                                .forVersion("iOS", "1.0.0")
                                .bytes(),
                        "draft",
                        "true")
                .get("ios");
        patch(app, id, Map.of("rollout", 12.5));
        verb(app, id, "publish");
        verb(app, id, "pause");
        verb(app, id, "pause");
        verb(app, id, "resume");
        verb(app, id, "rollback");

        List<JsonNode> trail = trail("app=" + app);
        assertThat(trail)
                .extracting(entry -> entry.path("action").asString())
                .containsExactly(
                        "release.rolled-back",
                        "release.came-back",
                        "release.resumed",
                        "release.paused",
                        "release.published",
                        "release.changed",
                        "release.uploaded",
                        "release.published",
                        "release.uploaded");
        JsonNode changed = trail.get(5);
        assertThat(changed.path("before").path("rollout").asString()).isEqualTo("100");
        assertThat(changed.path("after").path("rollout").asString()).isEqualTo("12.5");
        assertThat(changed.path("after").propertyNames()).containsExactly("rollout");
        assertThat(changed.path("actor").asString()).isEqualTo("PATCHBAY_ADMIN_KEY");
        assertThat(changed.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(changed.path("subject").asString()).isEqualTo("release/" + id);
    }

    @Test
    void whatWasRefusedLeavesNoEntry() {
        String app = newApp();
        String id = publishPatch(app, new byte[] {1, 2, 3}, "1.0.0");
        int before = trail("app=" + app).size();
        verb(app, id, "withdraw");
        assertThat(verb(app, id, "pause").status()).isEqualTo(409);
        assertThat(upload(app, new byte[] {9, 9}, "platform", "ios").status()).isEqualTo(422);
        assertThat(upload(app, new byte[] {8, 8}, "platform", "ios", "version", "1", "dryRun", "true")
                        .status())
                .isEqualTo(200);
        assertThat(trail("app=" + app)).hasSize(before + 1);
    }

    @Test
    void theHandingOutOfAKeyIsAnEntryWithoutTheKey() {
        String secret = keyFor("viewer");
        JsonNode entry = trail("action=key.issued").get(0);
        assertThat(entry.path("after").path("role").asString()).isEqualTo("viewer");
        assertThat(entry.toString()).doesNotContain(secret);
    }

    @Test
    void filtersAndPages() {
        String app = newApp();
        String id = publishPatch(app, new byte[] {1}, "1.0.0");
        verb(app, id, "pause");
        verb(app, id, "resume");
        assertThat(trail("app=" + app + "&action=release.paused")).hasSize(1);
        assertThat(trail("app=" + app + "&actor=nobody")).isEmpty();
        assertThat(trail("subject=release/" + id)).hasSize(4);
        Reply first = manage("/api/audit?limit=3&app=" + app);
        assertThat(first.json().path("items")).hasSize(3);
        Reply second = manage("/api/audit?limit=3&app=" + app + "&after=" + first.text("next"));
        assertThat(second.json().path("items")).hasSize(1);
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(manage("/api/audit?limit=0").status()).isEqualTo(400);
        assertThat(manage("/api/audit?since=yesterday").status()).isEqualTo(400);
    }

    @Test
    void aChangedEntryIsNamed() {
        publishPatch(newApp(), new byte[] {1}, "1.0.0");
        long id = last() - 1;
        String after = jdbc.queryForObject("select after from audit_entries where id = ?", String.class, id);
        jdbc.update("update audit_entries set after = '{}' where id = ?", id);
        assertThat(verify().path("firstBad").asString()).isEqualTo(String.valueOf(id));
        assertThat(verify().path("whole").asBoolean()).isFalse();
        jdbc.update("update audit_entries set after = ? where id = ?", after, id);
    }

    @Test
    void aMissingEntryIsNamedAtTheEndToo() {
        publishPatch(newApp(), new byte[] {1}, "1.0.0");
        for (long id : new long[] {last() - 1, last()}) {
            List<Map<String, Object>> row = jdbc.queryForList("select * from audit_entries where id = ?", id);
            jdbc.update("delete from audit_entries where id = ?", id);
            assertThat(verify().path("firstBad").asString()).isEqualTo(String.valueOf(id));
            assertThat(verify().path("reason").asString()).isEqualTo("this entry is missing");
            List<String> columns = new ArrayList<>(row.get(0).keySet());
            jdbc.update(
                    "insert into audit_entries (" + String.join(", ", columns) + ") values ("
                            + "?, ".repeat(columns.size() - 1) + "?)",
                    columns.stream().map(row.get(0)::get).toArray());
        }
    }

    @Test
    void onlyAdminsSeeIt() {
        assertThat(send(to("/api/audit").header("Authorization", "Bearer " + keyFor("publisher")))
                        .status())
                .isEqualTo(403);
    }

    private long last() {
        Long last = jdbc.queryForObject("select max(id) from audit_entries", Long.class);
        assertThat(last).isNotNull();
        return last;
    }

    private JsonNode verify() {
        return manage("/api/audit/verify").json();
    }

    private List<JsonNode> trail(String query) {
        List<JsonNode> items = new ArrayList<>();
        manage("/api/audit?" + query).json().path("items").forEach(items::add);
        return items;
    }
}
