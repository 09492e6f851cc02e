package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the server asks of signed uploads. */
class UploadTrustTests extends SignedJourney {
    private static void refused(Reply reply, String slug) {
        assertThat(reply.problem()).as(reply.toString()).isEqualTo(slug);
        assertThat(reply.status()).isEqualTo(422);
    }

    private Reply send(Makers makers, byte[] bytes, Map<String, Object> statement) {
        return send(makers, bytes, statement, List.of(makers.release));
    }

    private static Map<String, Object> with(Map<String, Object> statement, String member, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(statement);
        if (value == null) other.remove(member);
        else other.put(member, value);
        return other;
    }

    @Test
    void storesAndServesStatementAndSignatureByteForByte() {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("one");
        byte[] document = ("  " + new String(Makers.json(makers.statement(bytes, 7)), UTF_8) + " \r\n").getBytes(UTF_8);
        accepted(send(makers, bytes, document, List.of(makers.release)));

        Reply check = patchCheck(makers.app);
        assertThat(check.json().path("sequence").asLong()).isEqualTo(7);
        Reply served = get(check.text("statement"));
        assertThat(served.bytes()).isEqualTo(document);
        assertThat(served.header("Cache-Control")).contains("immutable");
        Reply signatures = get(check.text("statement").replace(".json", ".sig"));
        Map<String, Object> key = makers.release.record();
        assertThat(signatures.json().at("/signatures/0/keyId").asString()).isEqualTo(key.get("id"));
        assertThat(Algorithm.of("ecdsa-p256-sha256")
                        .verifies(
                                makers.release.pair().getPublic(),
                                document,
                                Base64.getDecoder()
                                        .decode(signatures
                                                .json()
                                                .at("/signatures/0/signature")
                                                .asString())))
                .isTrue();
    }

    @Test
    void takesRsaSignaturesBase64AndFormFields() {
        Makers makers = new Makers(newApp(), clock, headKey());
        makers.release = Signer.rsa();
        accepted(sendKeys(makers, makers.keys(1), makers.root));
        byte[] bytes = patchOf("rsa");
        byte[] document = Makers.json(makers.statement(bytes, 1));
        String signature = Base64.getMimeEncoder().encodeToString(makers.release.sign(document));

        Reply reply = post(
                "/api/apps/" + makers.app + "/releases",
                List.of(
                        Part.field("platform", "ios"),
                        Part.field("version", "1.0.0"),
                        Part.field("statement", new String(document, UTF_8)),
                        Part.field("signature", signature),
                        Part.file("package", bytes)));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        assertThat(get(patchCheck(makers.app).text("statement")).bytes()).isEqualTo(document);
    }

    @Test
    void refusesWhatIsNoStatement() {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        Map<String, Object> right = makers.statement(bytes, 1);
        String text = new String(Makers.json(right), UTF_8);
        for (String wrong : new String[] {
            "",
            "[]",
            "not json",
            text + "{}",
            text.replace("\"format\":1", "\"format\":1,\"format\":1"),
            text.replace("\"format\":1", "\"format\":2"),
            text.replace("\"format\":1", "\"format\":\"1\""),
            text.replace("\"sequence\":1", "\"sequence\":0"),
            text.replace("\"sequence\":1", "\"sequence\":1.0"),
            text.replace("\"sequence\":1", "\"sequence\":9007199254740992"),
            text.replace("patchbay.release", "patchbay.head"),
            text.replace("\"ios\"", "\"IOS\""),
            text.replace("Z\"", "+00:00\""),
            text + " ".repeat(70_000)
        }) {
            refused(send(makers, bytes, wrong.getBytes(UTF_8), List.of(makers.release)), "statement-invalid");
        }
        for (String member : right.keySet()) {
            refused(send(makers, bytes, with(right, member, null)), "statement-invalid");
        }
        String future = makers.now().plus(Duration.ofHours(2)).toString();
        refused(send(makers, bytes, with(right, "createdAt", future)), "statement-invalid");
        assertThat(manage("/api/apps/" + makers.app + "/releases").status()).isEqualTo(404);
    }

    @Test
    void takesMembersThatItDoesNotKnow() {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("extra");
        accepted(send(makers, bytes, with(makers.statement(bytes, 1), "build", Map.of("by", "ci", "n", 1.5))));
    }

    @Test
    void asksForEnoughDifferentKeysOfTheRightRole() {
        Makers makers = new Makers(newApp(), clock, headKey());
        Signer second = Signer.ec();
        byte[] keys = Makers.json(makers.keys(1, List.of(makers.root), List.of(makers.release, second), 2));
        accepted(sendKeys(makers, keys, makers.root));
        byte[] bytes = patchOf("two");
        Map<String, Object> statement = makers.statement(bytes, 1);

        refused(send(makers, bytes, statement, List.of()), "signature-invalid");
        refused(send(makers, bytes, statement, List.of(makers.release)), "signature-invalid");
        refused(send(makers, bytes, statement, List.of(makers.release, makers.release)), "signature-invalid");
        refused(send(makers, bytes, statement, List.of(makers.release, makers.root)), "signature-invalid");
        refused(send(makers, bytes, statement, List.of(makers.release, Signer.ec())), "signature-invalid");
        accepted(send(makers, bytes, statement, List.of(makers.release, second)));
    }

    @Test
    void refusesAStatementWhereTheAppHasNoKeys() {
        Makers makers = new Makers(newApp(), clock, headKey());
        byte[] bytes = patchOf("x");
        Reply reply = send(makers, bytes, makers.statement(bytes, 1));
        refused(reply, "signature-invalid");
        assertThat(reply.text("detail")).contains("trust/keys");
    }

    @Test
    void comparesTheStatementWithThePackage() {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("this");
        Map<String, Object> right = makers.statement(bytes, 1);
        Map<String, Object> content = new LinkedHashMap<>((Map<String, Object>) cast(right.get("package")));
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "length", bytes.length + 1, "sha256", "0".repeat(64), "md5", "0".repeat(32))
                .entrySet()) {
            refused(
                    send(makers, bytes, with(right, "package", with(content, wrong.getKey(), wrong.getValue()))),
                    "statement-mismatch");
        }
        refused(send(makers, bytes, with(right, "app", "other")), "statement-mismatch");
        refused(send(makers, bytes, with(right, "jsVersion", "0".repeat(32))), "statement-mismatch");
        for (Map<String, Object> target : List.<Map<String, Object>>of(
                Map.of("platform", "android", "version", "1.0.0", "match", "up-to"),
                Map.of("platform", "ios", "version", "1.0.1", "match", "up-to"),
                Map.of("platform", "ios", "version", "1.0.0", "match", "exact"))) {
            refused(send(makers, bytes, with(right, "platforms", List.of(target))), "statement-mismatch");
        }
        accepted(send(
                makers,
                bytes,
                with(right, "platforms", List.of(Map.of("platform", "ios", "version", "1.0", "match", "up-to")))));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void asksForASequenceThatRisesButDoesNotLeap() {
        Makers makers = makersOf(newApp());
        publishSigned(makers, patchOf("one"), 10);
        byte[] next = patchOf("two");
        refused(send(makers, next, makers.statement(next, 10)), "statement-sequence");
        refused(send(makers, next, makers.statement(next, 9)), "statement-sequence");
        refused(send(makers, next, makers.statement(next, (1L << 53) - 1)), "statement-sequence");
        long now = clock.instant().getEpochSecond();
        accepted(send(makers, next, makers.statement(next, now)));
        byte[] last = patchOf("three");
        accepted(send(makers, last, makers.statement(last, now + 1_000_000)));
    }

    @Test
    void refusesAnExpiredStatement() {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("late");
        Map<String, Object> late = makers.statement(bytes, 1);
        late.put("createdAt", makers.now().minus(Duration.ofDays(2)).toString());
        late.put("expires", makers.now().minus(Duration.ofDays(1)).toString());
        refused(send(makers, bytes, late), "statement-expired");
    }

    @Test
    void sendingTheSameAgainChangesNothing() {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("same");
        Map<String, Object> statement = makers.statement(bytes, 3);
        String id = idOf(accepted(send(makers, bytes, statement)));
        Reply before = manage("/api/audit?app=" + makers.app);

        Reply again = send(makers, bytes, statement);

        assertThat(again.status()).isEqualTo(200);
        assertThat(idOf(again)).isEqualTo(id);
        assertThat(manage("/api/audit?app=" + makers.app).text()).isEqualTo(before.text());
    }

    @Test
    void aRehearsalJudgesTheStatementAndKeepsNothing() {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("try");
        Map<String, Object> statement = makers.statement(bytes, 3);
        refused(
                send(makers, bytes, with(statement, "app", "other"), List.of(makers.release), "dryRun", "true"),
                "statement-mismatch");
        accepted(send(makers, bytes, statement, List.of(makers.release), "dryRun", "true"));
        assertThat(manage("/api/apps/" + makers.app + "/releases").status()).isEqualTo(404);
        accepted(send(makers, bytes, statement));
    }

    @Test
    void whereStatementsAreOffOneIsRefused() {
        Makers makers = new Makers("never-signed", clock, headKey());
        byte[] bytes = patchOf("off");
        refused(send(makers, bytes, makers.statement(bytes, 1)), "statement-invalid");
    }

    @Test
    void whereAStatementIsRequiredNoWayLeadsAroundIt() {
        Makers makers = makersOf("always-signed-1");
        String app = makers.app;
        byte[] first = patchOf("first");
        refused(upload(app, first, "platform", "ios", "version", "1.0.0"), "statement-required");
        refused(upload(app, first, "platform", "ios", "version", "1.0.0", "draft", "true"), "statement-required");
        accepted(upload(app, patchOf("in the store"), "platform", "ios", "version", "1.0.0", "embedded", "true"));
        Reply announced = announce(
                "appName",
                app,
                "iOS",
                "1.0.0",
                "jsVersion",
                "a".repeat(32),
                "timestamp",
                "1",
                "jsPath",
                "http://127.0.0.1:1/x");
        refused(announced, "statement-required");
        assertThat(patchCheck(app).json().path("update").asBoolean()).isFalse();

        Reply draft =
                accepted(send(makers, first, makers.statement(first, 1), List.of(makers.release), "draft", "true"));
        String id = idOf(draft);
        Reply moved = patch(app, id, Map.of("version", "2.0.0"));
        refused(moved, "statement-mismatch");
        accepted(verb(app, id, "publish"));
        String bad = publishSigned(makers, patchOf("bad"), 2);
        Reply rolledBack = verb(app, bad, "rollback");
        refused(rolledBack, "statement-required");
        assertThat(rolledBack.text("detail")).contains("sequence above 2");
        assertThat(release(app, bad).text("state")).isEqualTo("published");
    }

    @Test
    void goingBackTakesAHigherSequenceOverTheOldBytes() {
        Makers makers = makersOf("always-signed-2");
        byte[] good = patchOf("good");
        String id = publishSigned(makers, good, 1);
        String bad = publishSigned(makers, patchOf("bad"), 2);
        assertThat(patchCheck(makers.app).text("releaseId")).isEqualTo(bad);

        Reply back = send(makers, good, makers.statement(good, 3));

        assertThat(back.status()).as(back.toString()).isEqualTo(200);
        assertThat(idOf(back)).isEqualTo(id);
        Reply check = patchCheck(makers.app);
        assertThat(check.text("releaseId")).isEqualTo(id);
        assertThat(check.json().path("sequence").asLong()).isEqualTo(3);
        accepted(verb(makers.app, bad, "withdraw"));
        assertThat(patchCheck(makers.app).text("releaseId")).isEqualTo(id);
    }

    @Test
    void anErosPackageGoesBackPackedAgainAndSignedAnew() {
        Makers makers = makersOf("always-signed-3");
        ErosZip good = ErosZip.of(makers.app, "good").at(time(1));
        ErosZip bad = ErosZip.of(makers.app, "bad").at(time(2));
        sendEros(makers, good, 1);
        sendEros(makers, bad, 2);
        assertThat(erosCheck(makers.app, "").json().at("/data/jsVersion").asString())
                .isEqualTo(bad.jsVersion());

        Reply back = sendEros(makers, good.packedAgain().at(time(3)), 3);

        assertThat(back.status()).as(back.toString()).isEqualTo(200);
        assertThat(back.json().path("warnings").toString()).doesNotContain("stock eros clients do not apply");
        Reply check = erosCheck(makers.app, bad.jsVersion());
        assertThat(check.json().at("/data/jsVersion").asString()).isEqualTo(good.jsVersion());
        assertThat(check.json().at("/data/sequence").asLong()).isEqualTo(3);
        assertThat(download(pathOf(erosCheck(makers.app, "", "isDiff", "0")))).isEqualTo(good.bytes());
        String statement = check.json().at("/data/statement").asString();
        assertThat(statement).startsWith("http://");
        assertThat(get(statement).json().path("sequence").asLong()).isEqualTo(3);
    }

    @Test
    void theOldErosBytesThemselvesComeBackWithAWarningForStockClients() {
        Makers makers = makersOf(newApp());
        ErosZip good = ErosZip.of(makers.app, "good").at(time(1));
        sendEros(makers, good, 1);
        sendEros(makers, ErosZip.of(makers.app, "bad").at(time(2)), 2);

        Reply back = sendEros(makers, good, 3);

        assertThat(back.json().path("warnings").toString()).contains("stock eros clients do not apply");
        assertThat(erosCheck(makers.app, "").json().at("/data/sequence").asLong())
                .isEqualTo(3);
    }

    @Test
    void aHaltThatWouldRollBackPausesWhereOnlyTheMakersCanSign() {
        Makers makers = makersOf("always-signed-4");
        publishSigned(makers, patchOf("good"), 1);
        String bad = publishSigned(makers, patchOf("bad"), 2);
        accepted(manage(
                "PATCH",
                "/api/apps/" + makers.app,
                Map.of("halt", Map.of("action", "rollback", "maxFailureRate", 5, "minDevices", 50))));
        Reply halted = verb(makers.app, bad, "halt");
        assertThat(halted.status()).as(halted.toString()).isEqualTo(200);
        assertThat(release(makers.app, bad).text("state")).isEqualTo("paused");
    }

    @Test
    void aReleaseShowsWhatWasSignedForItUntilTheKeyIsTakenAway() {
        Makers makers = makersOf(newApp());
        String id = publishSigned(makers, patchOf("shown"), 4);
        assertThat(release(makers.app, id).json().at("/statement/sequence").asLong())
                .isEqualTo(4);
        assertThat(patchCheck(makers.app).json().has("statement")).isTrue();

        makers.release = Signer.ec();
        accepted(sendKeys(makers, makers.keys(2), makers.root));

        assertThat(release(makers.app, id).json().path("statement").isNull()).isTrue();
        Reply check = patchCheck(makers.app);
        assertThat(check.json().path("update").asBoolean()).isTrue();
        assertThat(check.json().has("statement")).isFalse();
        assertThat(get("/api/trust/" + makers.app + "/heads/ios/1.0.0/up-to.json")
                        .status())
                .isEqualTo(404);
    }

    private Reply sendEros(Makers makers, ErosZip zip, long sequence) {
        byte[] bytes = zip.bytes();
        byte[] document = Makers.json(makers.statement(bytes, sequence, zip.jsVersion(), "exact", "android", "ios"));
        List<Part> parts = new ArrayList<>(List.of(Part.file("package", bytes)));
        parts.add(Part.file("statement", document));
        parts.add(Part.file("signature", makers.release.sign(document)));
        return accepted(post("/api/apps/" + makers.app + "/releases", parts));
    }

    @Test
    void aPackageThatTheServerWouldWriteAgainHasToBeWrittenByItsMakers() {
        Makers makers = makersOf(newApp());
        ErosZip zip = ErosZip.of(makers.app, "packed").at(time(1));
        byte[] document = Makers.json(makers.statement(zip.bytes(), 1, zip.jsVersion(), "exact", "android", "ios"));
        Reply reply = post(
                "/api/apps/" + makers.app + "/releases",
                List.of(
                        Part.field("packaging", "stored"),
                        Part.file("package", zip.bytes()),
                        Part.file("statement", document),
                        Part.file("signature", makers.release.sign(document))));
        refused(reply, "statement-mismatch");
    }

    @Test
    void aDeltaFromAPackageThatTheMakersDoNotAllowIsNotOffered() {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        byte[] second = patchOf("second");
        String id = idOf(accepted(
                send(makers, second, with(makers.statement(second, 2), "bases", List.of("0".repeat(64))))));
        finishedDeltasOf(makers.app, id);
        String md5 = org.apache.commons.codec.digest.DigestUtils.md5Hex(first);
        assertThat(patchCheck(makers.app, "md5", md5, "isDiff", true)
                        .json()
                        .path("diff")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void theAuditTrailSaysWhatWasSigned() {
        Makers makers = makersOf(newApp());
        publishSigned(makers, patchOf("audited"), 5);
        String trail = manage("/api/audit?app=" + makers.app + "&limit=20").text();
        assertThat(trail).contains("trust.keys", "\"sequence\":\"5\"");
        assertThat(manage("/api/audit/verify").text()).contains("true");
    }

    @Test
    void aJspatchZipWhoseKeyIsNotOfItsScriptIsRefused() throws Exception {
        byte[] script = "a script".getBytes(UTF_8);
        byte[] right = JspatchZip.of(script, JspatchZip.key(script));
        byte[] wrong = JspatchZip.of(script, JspatchZip.key("another script".getBytes(UTF_8)));
        String[] fields = {"platform", "ios", "version", "1.0.0"};

        refused(upload("jspatch-app", wrong, fields), "jspatch-key");
        refused(upload("jspatch-app", JspatchZip.of(script, new byte[128]), fields), "jspatch-key");
        refused(upload("jspatch-app", JspatchZip.of(script, null), fields), "jspatch-key");
        accepted(upload("jspatch-app", right, fields));
        assertThat(download(urlOf(patchCheck("jspatch-app")))).isEqualTo(right);
        accepted(upload(newApp(), wrong, fields));
    }
}
