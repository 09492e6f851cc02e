package dev.patchbay.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens when several people and build servers are at it in the same moment. */
class ConcurrentChangesTests extends Journey {
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
}
