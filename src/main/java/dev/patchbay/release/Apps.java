package dev.patchbay.release;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The known apps. */
public interface Apps extends Repository<App, String> {
    App save(App app);

    Optional<App> findByName(String name);

    boolean existsByName(String name);

    /** Waits until no other transaction holds the app. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select a from App a where a.name = :name")
    Optional<App> lock(String name);

    @Query("select a from App a where a.name > :after and (:all = true or a.name in :visible) order by a.name")
    List<App> after(String after, boolean all, java.util.Collection<String> visible, Limit limit);
}
