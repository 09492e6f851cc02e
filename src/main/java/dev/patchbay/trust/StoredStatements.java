package dev.patchbay.trust;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All statements of all releases. */
interface StoredStatements extends Repository<StoredStatement, Long> {
    StoredStatement save(StoredStatement statement);

    List<StoredStatement> findByAppNameAndSha256(String appName, String sha256, Limit limit);

    boolean existsByReleaseIdAndSha256(long releaseId, String sha256);

    List<StoredStatement> findByReleaseIdInOrderBySequenceDesc(Collection<Long> releaseIds);

    List<StoredStatement> findByReleaseIdOrderBySequenceDesc(long releaseId);

    /** The highest sequence that was ever taken for the app on the platform; null when there was none. */
    @Query("select max(s.sequence) from StoredStatement s where s.appName = :app and s.platform = :platform")
    @Nullable
    Long highest(String app, String platform);

    /** Those of an app on a platform whose bytes are what the release hands out now, highest sequence first. */
    @Query("""
            select s from StoredStatement s, Release r
            where r.id = s.releaseId and s.appName = :app and s.platform = :platform and r.bytesGoneAt is null
              and s.packageSha256 = r.full.sha256
            order by s.sequence desc
            """)
    List<StoredStatement> ofLine(String app, String platform);
}
