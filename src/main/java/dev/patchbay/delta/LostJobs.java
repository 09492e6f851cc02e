package dev.patchbay.delta;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Orders again what waits for a job that is not there. An order is given in the transaction that has something wait, so there
 * should be none; but what is dropped while its job is just ending keeps the order of that job, which ends with it, and the
 * table of jobs may have been restored or cleaned by hand.
 */
@Component
class LostJobs {
    private static final Logger log = LoggerFactory.getLogger(LostJobs.class);

    private static final String WITHOUT_JOB =
            " and not exists (select 1 from scheduled_tasks job where job.task_name in ('%s', '%s')"
                    + " and job.task_instance = cast(waiting.id as varchar)) order by waiting.id";
    private static final String DELTAS = "select waiting.id from deltas waiting where waiting.state = 'pending'"
            + WITHOUT_JOB.formatted(DeltaJobs.BUILD, DeltaJobs.PROBE);
    private static final String ENCODINGS =
            "select waiting.id from encodings waiting where waiting.sha256 is null and waiting.reason is null"
                    + WITHOUT_JOB.formatted(EncodingJobs.QUICK, EncodingJobs.SLOW);

    private final JdbcTemplate database;
    private final Deltas deltas;
    private final Encodings encodings;
    private final DeltaJobs deltaJobs;
    private final EncodingJobs encodingJobs;

    LostJobs(
            JdbcTemplate database, Deltas deltas, Encodings encodings, DeltaJobs deltaJobs, EncodingJobs encodingJobs) {
        this.database = database;
        this.deltas = deltas;
        this.encodings = encodings;
        this.deltaJobs = deltaJobs;
        this.encodingJobs = encodingJobs;
    }

    @EventListener(ApplicationReadyEvent.class)
    void orderAtTheStart() {
        try {
            orderAgain();
        } catch (DataAccessException e) {
            log.warn("Whether jobs were lost is looked at later: {}", e.toString());
        }
    }

    /**
     * Outside of any transaction: each order stands for itself, and one that another node gives at the same moment is enough.
     *
     * @return how many were ordered
     */
    int orderAgain() {
        List<Delta> lost = ids(DELTAS).stream()
                .map(deltas::findById)
                .flatMap(Optional::stream)
                .toList();
        List<Encoding> uncoded = ids(ENCODINGS).stream()
                .map(encodings::findById)
                .flatMap(Optional::stream)
                .toList();
        deltaJobs.order(lost);
        uncoded.forEach(encodingJobs::order);
        int ordered = lost.size() + uncoded.size();
        if (ordered > 0) log.warn("{} deltas and codings waited for jobs that were not there; ordered again", ordered);
        return ordered;
    }

    private List<Long> ids(String question) {
        return database.queryForList(question, Long.class);
    }
}
