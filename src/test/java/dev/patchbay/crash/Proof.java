package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.OverHttp;
import dev.patchbay.Patched;
import dev.patchbay.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;

/** Compares a server that was started again with what a writer's ledger says must be there. */
final class Proof extends OverHttp {
    private static final int SAMPLE = 5;

    private final Child child;
    private final Writer writer;
    private final Ledger ledger;
    private final Map<String, JsonNode> found = new HashMap<>();

    Proof(Child child, Writer writer) {
        this.child = child;
        this.writer = writer;
        this.ledger = writer.ledger();
    }

    @Override
    protected int port() {
        return child.port();
    }

    /**
     * Afterwards the ledger has nothing doubtful any more.
     *
     * @param all whether every package is downloaded, or those acknowledged since the last proof
     */
    void prove(boolean all) throws Exception {
        found.clear();
        writer.list().forEach(release -> found.put(release.path("id").asString(), release));
        ledger.promised().forEach(this::proveKept);
        proveNothingElse();
        settleDoubt();
        Set<String> fresh = ledger.takeFresh();
        for (JsonNode release : ledger.promised().values()) {
            if (all || fresh.contains(release.path("id").asString())) proveServed(release);
        }
        proveKeys();
        proveChecks();
    }

    private void proveKept(String id, JsonNode promise) {
        JsonNode now = found.get(id);
        assertThat(now).as("acknowledged and lost: " + promise).isNotNull();
        if (now.equals(promise) || isDoubted(id, promise, now)) return;
        assertThat(now).as("not as it was acknowledged").isEqualTo(promise);
    }

    private boolean isDoubted(String id, JsonNode promise, JsonNode now) {
        Ledger.Doubt doubt = ledger.doubt().orElse(null);
        if (doubt instanceof Ledger.DoubtfulRetention) return gaveUpBytes(now);
        if (!(doubt instanceof Ledger.DoubtfulChange change)) return false;
        if (change.id().equals(id)) return now.path(change.member()).asString().equals(change.outcome());
        return change.verb().equals("rollback")
                && now.path("timestamp").asLong() > promise.path("timestamp").asLong();
    }

    private static boolean gaveUpBytes(JsonNode release) {
        return release.path("state").asString().equals("withdrawn")
                && !release.path("bytesGoneAt").isNull();
    }

    /** What is there and was not acknowledged is the upload under way, whole: on every platform that it names. */
    private void proveNothingElse() {
        Set<String> others = new TreeSet<>(found.keySet());
        others.removeAll(ledger.promised().keySet());
        if (others.isEmpty()) return;
        Ledger.Doubt doubt = ledger.doubt().orElse(null);
        assertThat(doubt).as("nobody asked for " + others).isInstanceOf(Ledger.DoubtfulUpload.class);
        Ledger.DoubtfulUpload upload = (Ledger.DoubtfulUpload) doubt;
        assertThat(others).as("all of an upload or nothing").hasSize(upload.platforms());
        for (String id : others) {
            JsonNode release = found.get(id);
            assertThat(List.of(
                            release.path("jsVersion").asString(),
                            release.path("originalJsVersion").asString("")))
                    .contains(upload.identity());
        }
    }

    /** Whatever was not acknowledged can be sent again. */
    private void settleDoubt() {
        Ledger.Doubt doubt = ledger.doubt().orElse(null);
        if (doubt == null) return;
        if (doubt instanceof Ledger.DoubtfulUpload upload) {
            boolean there = found.size() > ledger.promised().size()
                    || found.values().stream()
                            .anyMatch(release ->
                                    release.path("jsVersion").asString().equals(upload.identity()));
            boolean seenAgain = there && upload.once().isEmpty();
            assertThat(writer.upload(upload))
                    .as("sent again; it was " + (there ? "there" : "not there"))
                    .isEqualTo(seenAgain ? 200 : 201);
        } else if (doubt instanceof Ledger.DoubtfulRetention retention) {
            int status = writer.runRetention(retention.keep());
            // a delta that becomes ready at the same moment: "try again", it says
            for (int i = 0; status == 409 && i < 20; i++) status = writer.runRetention(retention.keep());
            assertThat(status).isEqualTo(200);
        } else if (doubt instanceof Ledger.DoubtfulKey key) {
            settleKey(key);
        } else if (doubt instanceof Ledger.DoubtfulChange change) {
            settleChange(change);
        }
    }

    private void settleChange(Ledger.DoubtfulChange change) {
        if (change.verb().equals("PATCH")) {
            Reply reply = patch(ledger.app(), change.id(), Map.of(change.member(), change.outcome()));
            assertThat(reply.status()).as(reply.toString()).isIn(200, 409);
            writer.adopt(change.id());
        } else {
            assertThat(writer.use(change.verb(), change.id())).isIn(200, 409);
        }
        ledger.acknowledge();
    }

    private void settleKey(Ledger.DoubtfulKey key) {
        if (ledger.keys().containsKey(key.id())) {
            int status = manage("DELETE", "/api/keys/" + key.id(), Map.of()).status();
            assertThat(status).isIn(200, 204, 404);
            ledger.removed(key.id());
        }
        ledger.acknowledge();
    }

    /** Byte for byte, with its deltas ordered or done. */
    private void proveServed(JsonNode release) {
        String id = release.path("id").asString();
        Reply bytes = manage("/api/apps/" + ledger.app() + "/releases/" + id + "/package");
        if (!release.path("bytesGoneAt").isNull()) {
            assertThat(bytes.status()).isEqualTo(410);
            return;
        }
        assertThat(bytes.status()).as("the package of " + release).isEqualTo(200);
        assertThat(DigestUtils.sha256Hex(bytes.bytes()))
                .isEqualTo(release.path("full").path("sha256").asString());
        ledger.keep(bytes.bytes());
    }

    private void proveKeys() {
        ledger.keys().values().forEach(key -> assertThat(statusWith(key)).isEqualTo(200));
        ledger.removedKeys().forEach(key -> assertThat(statusWith(key)).isEqualTo(401));
    }

    private int statusWith(String key) {
        return get("/api/apps", "Authorization", "Bearer " + key).status();
    }

    /** What devices that have nothing are offered, by both protocols. */
    void proveChecks() {
        Optional<String> expected = ledger.offered("ios");
        Reply eros = erosCheck(ledger.app(), "");
        assertThat(resCode(eros)).as(eros.toString()).isEqualTo(expected.isPresent() ? 0 : 4001);
        Reply ocrunner = patchCheck(ledger.app());
        expected.ifPresent(jsVersion -> {
            assertThat(eros.json().path("data").path("jsVersion").asString()).isEqualTo(jsVersion);
            assertThat(urlOf(ocrunner)).isNotEmpty();
            assertThat(ocrunner.text("jsVersion")).isEqualTo(jsVersion);
        });
        if (expected.isEmpty()) {
            assertThat(ocrunner.json().path("update").asBoolean())
                    .as(ocrunner.toString())
                    .isFalse();
        }
    }

    /** Every delta becomes ready or is skipped. */
    void awaitDeltas() {
        await().atMost(Duration.ofSeconds(60)).until(() -> writer.deltas("pending") == 0);
        assertThat(writer.deltas("failed"))
                .as("failed deltas of " + ledger.app())
                .isZero();
    }

    /** What is offered leads to the newest package. To ask is to be a device that runs the older one. */
    void proveDeltas() throws Exception {
        awaitDeltas();
        List<JsonNode> bases = new ArrayList<>(ledger.promised().values());
        Collections.shuffle(bases);
        for (JsonNode base : bases.subList(0, Math.min(SAMPLE, bases.size()))) proveApplies(base);
    }

    private void proveApplies(JsonNode base) throws Exception {
        Optional<byte[]> old = ledger.content(base.path("full").path("sha256").asString());
        if (old.isEmpty() || !base.path("platform").asString().equals("ios")) return;
        JsonNode data = erosCheck(ledger.app(), base.path("jsVersion").asString())
                .json()
                .path("data");
        if (!data.path("diff").asBoolean()) return;
        byte[] fresh = Patched.withJava(old.get(), download(data.path("path").asString()));
        assertThat(DigestUtils.sha256Hex(fresh)).isEqualTo(data.path("sha256").asString());
    }

    /** For all apps of the server. */
    void proveAudit() {
        Reply verdict = manage("/api/audit/verify");
        assertThat(verdict.json().path("whole").asBoolean())
                .as(verdict.toString())
                .isTrue();
    }
}
