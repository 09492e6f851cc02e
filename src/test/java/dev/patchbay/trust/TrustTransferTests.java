package dev.patchbay.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Reply;
import dev.patchbay.archive.OpenedArchive;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What makers signed, in an archive of their app. */
class TrustTransferTests extends SignedJourney {
    @Autowired
    private JdbcTemplate database;

    private Makers makers;
    private byte[] archive;
    private JsonNode trust;

    @BeforeEach
    void signAndLeave() {
        makers = makersOf(newApp());
        Signer before = makers.root;
        publishSigned(makers, patchOf("one"), 1);
        makers.root = Signer.ec();
        accepted(sendKeys(makers, makers.keys(2), before, makers.root));
        publishSigned(makers, patchOf("two"), 2);
        archive = manage("/api/apps/" + makers.app + "/export").bytes();
        trust = manage("/api/apps/" + makers.app + "/trust").json();
        forget();
    }

    /** As if this were a server that never had the app. */
    private void forget() {
        for (String table : new String[] {"deltas", "statements", "report_counts"}) {
            database.update(
                    "delete from " + table + " where release_id in (select id from releases where app_name = ?)",
                    makers.app);
        }
        database.update("delete from releases where app_name = ?", makers.app);
        database.update("delete from trust_keys where app_name = ?", makers.app);
    }

    private Reply takeIn(Consumer<OpenedArchive> change) {
        OpenedArchive opened = new OpenedArchive(archive);
        change.accept(opened);
        return send(to("/api/apps/import")
                .header("Authorization", "Bearer " + ADMIN)
                .header("Content-Type", "application/x-tar")
                .POST(BodyPublishers.ofByteArray(opened.closed())));
    }

    private void refuses(String problem, Consumer<OpenedArchive> change) {
        Reply refused = takeIn(change);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.problem()).as(refused.toString()).isEqualTo(problem);
        assertThat(database.queryForObject(
                        "select count(*) from trust_keys where app_name = ?", Long.class, makers.app))
                .isZero();
    }

    private static void bend(JsonNode signed, String member) {
        ObjectNode object = (ObjectNode) signed;
        byte[] bytes = Base64.getDecoder().decode(object.path(member).asString());
        // a letter of a name, so that it can still be read
        bytes[bytes.length / 2] ^= 1;
        object.put(member, Base64.getEncoder().encodeToString(bytes));
    }

    @Test
    void keysAndStatementsComeAsTheyWereSigned() {
        Reply imported = takeIn(opened -> {});
        assertThat(imported.status()).as(imported.toString()).isEqualTo(201);
        assertThat(manage("/api/apps/" + makers.app + "/trust").json()).isEqualTo(trust);
        String newest = imported.json().path("created").path(1).asString();
        assertThat(stored(newest)).isEqualTo(1);
        assertThat(publishSigned(makers, patchOf("three"), 3))
                .as("sequences go on")
                .isNotEmpty();
        Reply again =
                send(makers, patchOf("four"), makers.statement(patchOf("four"), 2), java.util.List.of(makers.release));
        assertThat(again.problem()).isEqualTo("statement-sequence");
    }

    @Test
    void whatDevicesHereWouldTakeForOldIsRefusedAsAnUploadWouldBe() {
        String two =
                accepted(takeIn(opened -> {})).json().path("created").path(1).asString();
        publishSigned(makers, patchOf("three"), 3);
        database.update("delete from deltas where base_release_id = ?", Long.parseLong(two));
        for (String table : new String[] {"deltas", "statements", "report_counts"}) {
            database.update("delete from " + table + " where release_id = ?", Long.parseLong(two));
        }
        database.update("delete from releases where id = ?", Long.parseLong(two));

        Reply newest = takeIn(opened -> opened.release(1).put("timestamp", clock.millis() + 60_000));
        assertThat(newest.status()).as(newest.toString()).isEqualTo(422);
        assertThat(newest.problem()).isEqualTo("statement-sequence");
        assertThat(newest.text("detail")).contains("3 was used already");
        Reply leap = takeIn(opened -> {
            byte[] document = Makers.json(makers.statement(patchOf("two"), Long.MAX_VALUE / 1024));
            ObjectNode statement =
                    (ObjectNode) opened.release(1).path("statements").path(0);
            statement.put("document", Base64.getEncoder().encodeToString(document));
            statement
                    .putObject("signatures")
                    .put(makers.release.id(), Base64.getEncoder().encodeToString(makers.release.sign(document)));
            opened.release(1).put("timestamp", clock.millis() + 60_000);
        });
        assertThat(leap.problem()).as(leap.toString()).isEqualTo("statement-sequence");

        Reply older = takeIn(opened -> {});
        assertThat(older.status()).as(older.toString()).isEqualTo(201);
        assertThat(older.json().path("created")).hasSize(1);
    }

    private long stored(String release) {
        Long count = database.queryForObject(
                "select count(*) from statements where release_id = ?", Long.class, Long.parseLong(release));
        return count == null ? 0 : count;
    }

    @Test
    void whatNobodySignedSoIsRefused() {
        refuses(
                "signature-invalid",
                opened -> bend(
                        opened.list().path("keys").path(0).path("signatures"),
                        opened.list()
                                .path("keys")
                                .path(0)
                                .path("signatures")
                                .propertyNames()
                                .iterator()
                                .next()));
        refuses(
                "signature-invalid",
                opened -> ((ObjectNode) opened.list().path("keys").path(1)).putObject("signatures"));
        refuses("keys-invalid", opened -> ((ArrayNode) opened.list().path("keys")).remove(0));
        refuses("signature-invalid", opened -> {
            JsonNode signatures = opened.release(0).path("statements").path(0).path("signatures");
            bend(signatures, signatures.propertyNames().iterator().next());
        });
        refuses(
                "statement-mismatch",
                opened -> ((ObjectNode) opened.release(0).path("statements").path(0)).putObject("signatures"));
        refuses("statement-invalid", opened -> {
            ArrayNode statements = (ArrayNode) opened.release(0).path("statements");
            statements.add(statements.path(0).deepCopy());
        });
        refuses(
                "statement-mismatch",
                opened -> opened.release(0)
                        .set("statements", opened.release(1).path("statements").deepCopy()));
    }
}
