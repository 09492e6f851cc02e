package dev.patchbay.plan;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The plan of each release that has one. */
public interface Plans extends Repository<Plan, Long> {
    Plan save(Plan plan);

    void delete(Plan plan);

    Optional<Plan> findById(long releaseId);

    List<Plan> findByReleaseIdIn(Collection<Long> releaseIds);

    @Query("select p from Plan p where p.state = 'running' order by p.releaseId")
    List<Plan> running();
}
