package dev.patchbay.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import dev.patchbay.delta.Deltas;
import dev.patchbay.release.ReleaseCameBack;
import dev.patchbay.release.SecondContentKnown;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** What happens when several people and build servers are at it in the same moment. */
class ConcurrentChangesTests extends Journey {
    @Autowired
    private ConfigurableApplicationContext context;

    @Autowired
    private Deltas deltas;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private PlatformTransactionManager transactions;

    private static List<Reply> atOnce(List<Callable<Reply>> requests) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(requests.size());
        try {
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> reply : people.invokeAll(requests, 60, TimeUnit.SECONDS)) replies.add(reply.get());
            return replies;
        } finally {
            people.shutdownNow();
        }
    }

    @Test
    void ofManyEqualFirstUploadsOneMakesTheReleases() throws Exception {
        String app = newApp();
        byte[] zip = ErosZip.of(app, "words").at(time(1)).bytes();
        List<Callable<Reply>> uploads = new ArrayList<>();
        for (int i = 0; i < 6; i++) uploads.add(() -> upload(app, zip));

        List<Reply> replies = atOnce(uploads);

        assertThat(replies).extracting(Reply::status).containsOnly(200, 201);
        assertThat(replies).extracting(Reply::status).containsOnlyOnce(201);
        assertThat(manage("/api/apps/" + app + "/releases").json().path("items").size())
                .isEqualTo(2);
    }

    @Test
    void manyAppsPublishAtTheSameTimeAndEachIsOfferedAtOnce() throws Exception {
        List<String> apps = new ArrayList<>();
        List<Callable<Reply>> uploads = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            String app = newApp();
            apps.add(app);
            uploads.add(() -> {
                Reply reply = upload(app, ("patch of " + app).getBytes(UTF_8), "platform", "ios", "version", "1.0.0");
                urlOf(patchCheck(app));
                return reply;
            });
        }
        long start = System.nanoTime();

        assertThat(atOnce(uploads)).extracting(Reply::status).containsOnly(201);

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
                .as("nobody waits for a connection in vain")
                .isLessThan(20);
        for (String app : apps) urlOf(patchCheck(app));
    }

    @Test
    void ofTwoVerbsAtOnceTheOneThatComesTooLateIsTold() throws Exception {
        String app = newApp();
        String id = publishPatch(app, "a patch".getBytes(UTF_8), "1.0.0");

        List<Reply> replies = atOnce(List.of(() -> verb(app, id, "pause"), () -> verb(app, id, "withdraw")));

        assertThat(replies.get(0).status()).isIn(200, 409);
        assertThat(replies.get(1).status()).isEqualTo(200);
        assertThat(release(app, id).text("state")).isEqualTo("withdrawn");
    }

    /** Whoever rolls back cannot know of it, and the rollback changes what the job has written. */
    @ParameterizedTest
    @ValueSource(strings = {"", "a-key"})
    void aDeltaThatIsReadyAtTheSameMomentIsNoConflict(String idempotencyKey) {
        String app = newApp();
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            byte[] zip = ErosZip.of(app, "words " + i).at(time(i)).bytes();
            ids.add(publish(app, zip, "platform", "ios").get("ios"));
            finishedDeltasOf(app, ids.get(i - 1));
        }
        HttpRequest.Builder rollback = to("/api/apps/" + app + "/releases/" + ids.get(2) + "/rollback")
                .header("Authorization", "Bearer " + ADMIN)
                .POST(HttpRequest.BodyPublishers.noBody());
        if (!idempotencyKey.isEmpty()) rollback.header("Idempotency-Key", idempotencyKey);
        JobsAtWork jobs = new JobsAtWork(ReleaseCameBack.class, ids.get(1), idempotencyKey.isEmpty() ? 3 : 1);
        context.addApplicationListener(jobs);
        try {
            Reply reply = send(rollback);
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            assertThat(reply.text("state")).isEqualTo("withdrawn");
        } finally {
            context.removeApplicationListener(jobs);
        }
        assertThat(jobs.times).isZero();
        assertThat(release(app, ids.get(1)).json().path("timestamp").asLong()).isGreaterThan(time(3));
        assertThat(audited(app)).containsOnlyOnce("release.rolled-back");
    }

    /** What was sent is taken over before the conflict shows, so that it has to come again. */
    @ParameterizedTest
    @ValueSource(strings = {"", "only-once"})
    void anUploadThatMeetsADeltasJobIsToBeSentAgain(String idempotencyKey) {
        String app = newApp();
        ErosZip one = ErosZip.of(app, "words 1").at(time(1));
        publish(app, one.bytes(), "platform", "ios");
        byte[] two = ErosZip.of(app, "words 2").at(time(2)).bytes();
        String next = publish(app, two, "platform", "ios").get("ios");
        finishedDeltasOf(app, next);
        byte[] other = one.packedAgain().bytes();
        HttpRequest.Builder upload =
                uploading("/api/apps/" + app + "/releases", ADMIN, other, "embedded", "true", "platform", "ios");
        if (!idempotencyKey.isEmpty()) upload.header("Idempotency-Key", idempotencyKey);
        JobsAtWork jobs = new JobsAtWork(SecondContentKnown.class, next, 1);
        context.addApplicationListener(jobs);
        try {
            Reply met = send(upload);
            assertThat(met.status()).as(met.toString()).isEqualTo(409);
            Reply again = send(upload);
            assertThat(again.status()).as(again.toString()).isIn(200, 201);
        } finally {
            context.removeApplicationListener(jobs);
        }
        assertThat(jobs.times).isZero();
    }

    private List<String> audited(String app) {
        List<String> actions = new ArrayList<>();
        for (JsonNode entry : manage("/api/audit?app=" + app).json().path("items")) {
            actions.add(entry.path("action").asString());
        }
        return actions;
    }

    /** Writes deltas of a release just after the transaction that says something has read them. */
    private final class JobsAtWork implements ApplicationListener<PayloadApplicationEvent<?>>, Ordered {
        private final Class<?> said;
        private final String releaseId;
        private int times;

        JobsAtWork(Class<?> said, String releaseId, int times) {
            this.said = said;
            this.releaseId = releaseId;
            this.times = times;
        }

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<?> event) {
            if (times == 0 || !said.isInstance(event.getPayload())) return;
            times--;
            long id = Long.parseLong(releaseId);
            assertThat(deltas.findByReleaseId(id)).isNotEmpty();
            TransactionTemplate other = new TransactionTemplate(transactions);
            other.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            other.executeWithoutResult(
                    status -> rows.update("update deltas set row_version = row_version + 1 where release_id = ?", id));
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }
}
