package dev.patchbay.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.ErosZip;
import dev.patchbay.OverHttp;
import dev.patchbay.Reply;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.JsonNode;

/**
 * Changes one app, one act after the other, as a seed says, and enters in the ledger what was answered. Each act returns
 * the answer's status, or 0 when there was none because the server is gone.
 */
final class Writer extends OverHttp {
    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;

    private final Child child;
    private final Ledger ledger;
    private final Random random;
    private final boolean eros;
    private int number;

    /**
     * @param eros whether it publishes eros packages; otherwise files of any kind for iOS
     */
    Writer(Child child, Ledger ledger, long seed, boolean eros) {
        this.child = child;
        this.ledger = ledger;
        this.random = new Random(seed);
        this.eros = eros;
    }

    @Override
    protected int port() {
        return child.port();
    }

    Ledger ledger() {
        return ledger;
    }

    /** Something by chance; mostly uploads. */
    int actSomehow() {
        int dice = random.nextInt(100);
        if (ledger.promised().isEmpty() || dice < 40) return upload("draft", String.valueOf(dice < 4));
        if (dice < 48 && eros) return upload("packaging", "stored");
        if (dice < 52) return uploadAgain();
        if (dice < 60) return change();
        if (dice < 64) return issueKey();
        if (dice < 68) return removeKey();
        if (dice < 72) return runRetention(3);
        if (dice < 78) return use("rollback");
        return use(List.of("pause", "resume", "resume", "withdraw", "publish").get(random.nextInt(5)));
    }

    int upload(String... fields) {
        number++;
        String words = "no " + number + " of " + ledger.app() + " by chance " + random.nextLong();
        if (!eros) {
            byte[] file = new byte[3000 + random.nextInt(20_000)];
            new Random(3).nextBytes(file);
            byte[] own = words.getBytes(UTF_8);
            System.arraycopy(own, 0, file, random.nextInt(2000), own.length);
            List<String> all = new ArrayList<>(List.of("platform", "ios", "version", "1.0.0"));
            all.addAll(Arrays.asList(fields));
            return upload(file, DigestUtils.md5Hex(file), 1, all.toArray(String[]::new));
        }
        ErosZip zip = ErosZip.of(ledger.app(), words).at(FIRST_TIMESTAMP + number * 1000L);
        boolean both = number % 3 == 0;
        if (!both) zip.forNone().forVersion("iOS", "1.0.0");
        return upload(zip.bytes(), zip.jsVersion(), both ? 2 : 1, fields);
    }

    private int upload(byte[] file, String identity, int platforms, String... fields) {
        String once = random.nextBoolean() ? ledger.app() + "-upload-" + number : "";
        return upload(new Ledger.DoubtfulUpload(once, file, List.of(fields), identity, platforms));
    }

    int upload(Ledger.DoubtfulUpload asked) {
        byte[] file = asked.file();
        String[] fields = asked.fields().toArray(String[]::new);
        ledger.keep(file);
        return attempt(asked, () -> send(once(asked.once(), file, fields)), reply -> {
            assertThat(reply.status()).as(reply.toString()).isIn(200, 201);
            boolean draft = asked.fields().containsAll(List.of("draft", "true"));
            reply.json().path("releases").forEach(release -> {
                if (reply.status() == 201) {
                    assertThat(release.path("state").asString()).isEqualTo(draft ? "draft" : "published");
                }
                promise(release, file);
            });
        });
    }

    private HttpRequest.Builder once(String key, byte[] file, String... fields) {
        HttpRequest.Builder request = uploading("/api/apps/" + ledger.app() + "/releases", ADMIN, file, fields);
        return key.isEmpty() ? request : request.header("Idempotency-Key", key);
    }

    /** What is new and was sent as it is must be promised as it is. */
    private void promise(JsonNode release, byte[] file) {
        boolean known = ledger.promised().containsKey(release.path("id").asString());
        if (!known && release.path("packaging").asString().equals("as-is")) {
            assertThat(release.path("full").path("sha256").asString()).isEqualTo(DigestUtils.sha256Hex(file));
        }
        ledger.promise(settled(release));
    }

    /** The same bytes for the same release. */
    private int uploadAgain() {
        JsonNode release = any();
        return ledger.content(release.path("full").path("sha256").asString())
                .filter(bytes -> !eros && release.path("packaging").asString().equals("as-is"))
                .map(bytes -> upload(new Ledger.DoubtfulUpload(
                        "", bytes, List.of("platform", "ios", "version", "1.0.0"), DigestUtils.md5Hex(bytes), 1)))
                .orElseGet(() -> upload());
    }

    int use(String verb) {
        return use(verb, any().path("id").asString());
    }

    int use(String verb, String id) {
        String outcome = Map.of("pause", "paused", "resume", "published", "publish", "published")
                .getOrDefault(verb, "withdrawn");
        Ledger.Doubt doubt = new Ledger.DoubtfulChange(id, verb, "state", outcome);
        return attempt(doubt, () -> verb(ledger.app(), id, verb), reply -> {
            // it met a job, and says "try again"
            if (reply.status() == 409 && reply.problem().equals("conflict")) return;
            Optional<Boolean> allowed = ledger.allows(verb, id);
            assertThat(reply.status())
                    .as(verb + " of " + ledger.promised().get(id) + ": " + reply)
                    .isIn(allowed.isEmpty() ? List.of(200, 409) : List.of(allowed.get() ? 200 : 409));
            if (reply.status() == 409) return;
            assertThat(reply.text("state")).as(verb).isEqualTo(outcome);
            ledger.promise(settled(reply.json()));
            if (verb.equals("rollback")) adoptWhatCameBack();
        });
    }

    int change() {
        String id = any().path("id").asString();
        String notes = "changed by chance " + random.nextInt();
        int rollout = random.nextInt(4) == 0 ? 0 : 100;
        Ledger.Doubt doubt = new Ledger.DoubtfulChange(id, "PATCH", "notes", notes);
        Map<String, Object> changes = Map.of("notes", notes, "rollout", rollout);
        return attempt(doubt, () -> patch(ledger.app(), id, changes), reply -> {
            if (reply.status() == 409) return;
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            assertThat(reply.text("notes")).isEqualTo(notes);
            assertThat(reply.json().path("rollout").asDouble()).isEqualTo(rollout);
            ledger.promise(settled(reply.json()));
        });
    }

    int runRetention(int keep) {
        String path = "/api/apps/" + ledger.app() + "/retention?keep=" + keep;
        return attempt(new Ledger.DoubtfulRetention(keep), () -> manage("POST", path, Map.of()), reply -> {
            // it meets a job now and then, and does the rest the next time
            assertThat(reply.status()).as(reply.toString()).isIn(200, 409);
            adoptWhatWasGivenUp(keep);
        });
    }

    int issueKey() {
        Map<String, String> asked = Map.of("name", "a key of " + ledger.app(), "role", "viewer");
        return attempt(new Ledger.DoubtfulKey(""), () -> manage("POST", "/api/keys", asked), reply -> {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
            ledger.issued(reply.text("id"), reply.text("key"));
        });
    }

    int removeKey() {
        if (ledger.keys().isEmpty()) return issueKey();
        String id = ledger.keys().keySet().iterator().next();
        return attempt(new Ledger.DoubtfulKey(id), () -> manage("DELETE", "/api/keys/" + id, Map.of()), reply -> {
            assertThat(reply.status()).as(reply.toString()).isIn(200, 204);
            ledger.removed(id);
        });
    }

    private JsonNode any() {
        List<String> ids = ledger.ids();
        // mostly one of the last: those that devices are offered
        int back = random.nextInt(Math.min(ids.size(), random.nextInt(3) == 0 ? ids.size() : 3));
        return ledger.promised().values().stream()
                .sorted((one, other) -> Long.compare(
                        Long.parseLong(other.path("id").asString()),
                        Long.parseLong(one.path("id").asString())))
                .skip(back)
                .findFirst()
                .orElseThrow();
    }

    /** Whether the server can say what is there. */
    boolean isHeard() {
        return manage("/api/apps").status() == 200;
    }

    /** Takes over what the server says of one release. */
    void adopt(String id) {
        changed().filter(now -> now.path("id").asString().equals(id)).forEach(ledger::promise);
    }

    /** A rollback makes one older release the newest again, and touches no other. */
    private void adoptWhatCameBack() {
        List<JsonNode> changed = changed().toList();
        assertThat(changed).as("came back").hasSizeLessThanOrEqualTo(1);
        for (JsonNode now : changed) {
            JsonNode before = ledger.promised().get(now.path("id").asString());
            assertThat(now.path("timestamp").asLong())
                    .isGreaterThan(before.path("timestamp").asLong());
            for (String same : List.of("state", "jsVersion", "platform", "rollout", "notes")) {
                assertThat(now.path(same)).as(same).isEqualTo(before.path(same));
            }
            ledger.promise(now);
        }
    }

    /** Retention takes releases' bytes, and of none that is to be kept. */
    private void adoptWhatWasGivenUp(int keep) {
        Set<String> kept = ledger.kept(keep);
        changed().forEach(now -> {
            assertThat(now.path("bytesGoneAt").isNull())
                    .as("retention changed " + now)
                    .isFalse();
            assertThat(now.path("state").asString()).isEqualTo("withdrawn");
            assertThat(kept)
                    .as("bytes that are to be kept")
                    .doesNotContain(now.path("id").asString());
            ledger.promise(now);
        });
    }

    private Stream<JsonNode> changed() {
        return list().stream()
                .filter(now -> !now.equals(ledger.promised().get(now.path("id").asString())));
    }

    /** All releases of the app, settled. */
    List<JsonNode> list() {
        return read().stream().map(release -> settled(release)).toList();
    }

    /** How many deltas of the app are in that state. */
    long deltas(String state) {
        return read().stream()
                .mapToLong(release -> release.path("deltas").path(state).asLong())
                .sum();
    }

    private List<JsonNode> read() {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            Reply page = page(after);
            if (page.status() == 404) return all;
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            page.json().path("items").forEach(all::add);
            after = page.json().path("next").asString("");
        } while (!after.isEmpty());
        return all;
    }

    /** The first to meet a database that closed itself when it could not write is told so; it is there again for the next. */
    private Reply page(String after) {
        String path = "/api/apps/" + ledger.app() + "/releases?limit=200&after=" + after;
        return await().until(() -> manage(path), reply -> reply.status() != 503 && reply.status() != 507);
    }

    private interface Reading {
        void read(Reply reply);
    }

    /**
     * The answer is believed only when all that it led to was read; a server that dies meanwhile leaves the act doubtful,
     * which is weaker than what was promised and never wrong.
     */
    private int attempt(Ledger.Doubt doubt, Supplier<Reply> act, Reading reading) {
        ledger.begin(doubt);
        Reply reply;
        try {
            reply = act.get();
        } catch (UncheckedIOException e) {
            return 0;
        }
        if (reply.status() == 500 || reply.status() == 503 || reply.status() == 507) return reply.status();
        try {
            reading.read(reply);
        } catch (UncheckedIOException e) {
            return 0;
        }
        if (reply.status() < 300) ledger.acknowledge();
        else ledger.refuse();
        return reply.status();
    }
}
