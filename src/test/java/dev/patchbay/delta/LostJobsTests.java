package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What waits for jobs that are not there, however that came about. */
class LostJobsTests extends Journey {
    @Autowired
    private LostJobs lost;

    @Autowired
    private JdbcTemplate rows;

    private final String app = newApp();

    private String publishTwice() {
        String[] how = {"packaging", "stored", "platform", "ios"};
        publish(app, ErosZip.of(app, "first").at(time(1)).bytes(), how);
        return publish(app, ErosZip.of(app, "second").at(time(2)).bytes(), how).get("ios");
    }

    private List<Map<String, Object>> deltas(String id) {
        return rows.queryForList(
                "select state, sha256 from deltas where release_id = ? order by id", Long.parseLong(id));
    }

    private List<Map<String, Object>> encodings(String id) {
        return rows.queryForList(
                "select e.coding, e.sha256, e.reason from encodings e join releases r on r.sha256 = e.content_sha256"
                        + " where r.id = ? order by e.id",
                Long.parseLong(id));
    }

    private boolean nothingWaits(String id) {
        return deltas(id).stream().noneMatch(one -> "pending".equals(one.get("state")))
                && encodings(id).stream().noneMatch(one -> one.get("sha256") == null && one.get("reason") == null);
    }

    @Test
    void areOrderedAgain() {
        String id = publishTwice();
        await().until(() -> nothingWaits(id));
        List<Map<String, Object>> madeDeltas = deltas(id);
        List<Map<String, Object>> madeEncodings = encodings(id);
        assertThat(madeDeltas).isNotEmpty().allSatisfy(one -> assertThat(one).containsEntry("state", "ready"));
        assertThat(madeEncodings).isNotEmpty();
        finishedDeltasOf(app, id);
        awaitJobsThatStoreBlobs(); // those that look for files elsewhere go on for days

        rows.update(
                "update deltas set state = 'pending', sha256 = null, size_bytes = null where release_id = ?",
                Long.parseLong(id));
        rows.update(
                "update encodings set sha256 = null, size_bytes = null, reason = null"
                        + " where content_sha256 = (select sha256 from releases where id = ?)",
                Long.parseLong(id));
        assertThat(lost.orderAgain()).isEqualTo(madeDeltas.size() + madeEncodings.size());

        await().until(() -> nothingWaits(id));
        assertThat(deltas(id)).isEqualTo(madeDeltas);
        assertThat(encodings(id)).isEqualTo(madeEncodings);
    }

    @Test
    void areNoneWhileEverythingThatWaitsHasItsJob() {
        publishTwice();
        assertThat(lost.orderAgain()).isZero();
    }

    /** Each start looks, and one node every ten minutes. */
    @Test
    void areLookedForByAJobOfTheCluster() {
        assertThat(rows.queryForList(
                        "select task_instance from scheduled_tasks where task_name = 'order-lost-jobs'", String.class))
                .hasSize(1);
    }
}
