package dev.patchbay.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The audit trail. */
interface AuditEntries extends Repository<AuditEntry, Long> {
    AuditEntry save(AuditEntry entry);

    @Query("""
            select e from AuditEntry e
            where e.id < :before
              and (:app is null or e.appName = :app)
              and (:action is null or e.action = :action)
              and (:actor is null or e.actor = :actor)
              and (:subject is null or e.subject = :subject)
              and e.at >= :since and e.at < :until
            order by e.id desc
            """)
    List<AuditEntry> page(
            long before,
            @Nullable String app,
            @Nullable String action,
            @Nullable String actor,
            @Nullable String subject,
            Instant since,
            Instant until,
            Limit limit);

    @Query("select e from AuditEntry e where e.id > :after order by e.id")
    List<AuditEntry> following(long after, Limit limit);
}
