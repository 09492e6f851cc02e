package dev.patchbay.retention;

import dev.patchbay.nodes.Turns;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseRetirement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what was judged: marks what nothing needs, retires what is marked for longer than the grace time, and removes bytes
 * that no row names.
 */
@Component
public class RetentionRun {
    private final RetentionJudge judge;
    private final RetentionMarks marks;
    private final ReleaseRetirement retirement;
    private final BlobSweeper sweeper;
    private final Turns turns;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RetentionRun(
            RetentionJudge judge,
            RetentionMarks marks,
            ReleaseRetirement retirement,
            BlobSweeper sweeper,
            Turns turns,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.judge = judge;
        this.marks = marks;
        this.retirement = retirement;
        this.sweeper = sweeper;
        this.turns = turns;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * What a run did.
     *
     * @param retired whose bytes were given up
     * @param freedBytes of all bytes that went; bytes go an hour after they were last needed
     */
    public record Result(List<Release> retired, long freedBytes) {}

    /** One run at a time, whichever node it is asked of. */
    public synchronized Result run(String app, int keep) {
        return turns.alone("retention", () -> runAlone(app, keep));
    }

    private Result runAlone(String app, int keep) {
        List<Judgement> judgements = judge.judge(app, keep);
        mark(judgements);
        Instant now = clock.instant();
        List<Release> retired = new ArrayList<>();
        for (Judgement judgement : judgements) {
            boolean due = judgement.goesAt().filter(at -> !now.isBefore(at)).isPresent();
            if (due && retire(judgement.release(), keep)) retired.add(judgement.release());
        }
        return new Result(retired, sweeper.sweep());
    }

    private void mark(List<Judgement> judgements) {
        transaction.executeWithoutResult(status -> {
            List<Long> all = judgements.stream().map(one -> one.release().id()).toList();
            Set<Long> marked =
                    Set.copyOf(marks.of(all).stream().map(RetentionMark::getId).toList());
            for (Judgement judgement : judgements) {
                long id = judgement.release().id();
                if (judgement.isNeeded() && marked.contains(id)) marks.remove(id);
                if (!judgement.isNeeded() && !marked.contains(id)) marks.save(new RetentionMark(id, clock.instant()));
            }
        });
    }

    private boolean retire(Release release, int keep) {
        Set<Long> running = judge.running(release.appName(), release.platform());
        return retirement.retire(
                release,
                line -> RetentionJudge.isUnneeded(release, line, running, keep),
                "retention keeps the newest " + keep + " and what is needed");
    }
}
