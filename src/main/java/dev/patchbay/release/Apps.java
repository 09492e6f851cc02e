package dev.patchbay.release;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The known apps. */
public interface Apps extends Repository<App, String> {
    App saveAndFlush(App app);

    Optional<App> findByName(String name);

    boolean existsByName(String name);

    /** Waits until no other transaction holds the app. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from App a where a.name = :name")
    Optional<App> lock(String name);

    /** A page of apps, newest first, after the one of the given time and name. */
    @Query("""
            select a from App a
            where (a.createdAt < :before or (a.createdAt = :before and a.name > :name))
              and (:all = true or a.name in :visible)
            order by a.createdAt desc, a.name
            """)
    List<App> page(Instant before, String name, boolean all, Collection<String> visible, Limit limit);
}
