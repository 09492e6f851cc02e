package dev.patchbay.delta;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All deltas, in whatever state. */
public interface Deltas extends Repository<Delta, Long> {
    Delta save(Delta delta);

    void delete(Delta delta);

    Optional<Delta> findById(long id);

    List<Delta> findByReleaseId(long releaseId);

    List<Delta> findByBaseReleaseIdAndState(long baseReleaseId, String state);

    /** The SHA-256 of all deltas that are kept, suspect ones too. */
    @Query("select d.sha256 from Delta d where d.sha256 is not null")
    Set<String> named();

    /** What the checks of one app and platform may offer. */
    @Query("select d from Delta d where d.appName = :app and d.platform = :platform and d.state = 'ready'")
    List<Delta> ready(String app, String platform);

    /** The same for one release. */
    @Query("select d from Delta d where d.releaseId = :releaseId and d.state = 'ready'")
    List<Delta> readyFor(long releaseId);

    /** All that lead from what devices of an app and platform call by this jsVersion. */
    @Query("""
            select d from Delta d
            where d.appName = :app and d.platform = :platform and d.baseJsVersion = :jsVersion
            """)
    List<Delta> from(String app, String platform, String jsVersion);

    @Query("select d from Delta d where d.sha256 = :sha256 and d.state = 'ready'")
    List<Delta> readyWith(String sha256);

    /** Those without bytes that could not be built from or to these. */
    @Query("""
            select d from Delta d
            where d.state = 'failed' and d.sha256 is null and (d.baseSha256 = :sha256 or d.targetSha256 = :sha256)
            """)
    List<Delta> failedFor(String sha256);

    /**
     * A finished delta between the same bytes, made for another release: a ready one, or one that was measured and not
     * worth it. Whether a base is certain is another release's own matter.
     */
    @Query("""
            select d from Delta d
            where d.baseSha256 = :base and d.targetSha256 = :target and (d.state = 'ready' or d.state = 'skipped' and d.sha256 is null and d.size is not null)
            order by d.id
            """)
    List<Delta> between(String base, String target, Limit limit);

    /** A page of a release's deltas, in the order in which they are built, after the delta with the given id. */
    @Query("select d from Delta d where d.releaseId = :releaseId and d.id > :after order by d.id")
    List<Delta> page(long releaseId, long after, Limit limit);

    long countByState(String state);

    /** Since when the longest waiting one waits; empty when none does. */
    @Query("select min(d.createdAt) from Delta d where d.state = 'pending'")
    Optional<Instant> oldestPending();

    /** How many deltas each of the releases has in each state: rows of release id, state, count. */
    @Query("""
            select d.releaseId, d.state, count(d) from Delta d
            where d.releaseId in :releaseIds group by d.releaseId, d.state
            """)
    List<Object[]> counts(Collection<Long> releaseIds);
}
