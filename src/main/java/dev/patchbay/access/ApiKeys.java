package dev.patchbay.access;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The stored keys. */
interface ApiKeys extends ListCrudRepository<ApiKey, String> {
    void flush();

    Optional<ApiKey> findByHash(String hash);

    /** Locks the rows, so that of two people who each delete the other's key only one succeeds. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    List<ApiKey> findByRoleOrderById(Role role);

    @Query("select k from ApiKey k order by k.createdAt desc, k.id desc")
    List<ApiKey> newest(Limit limit);

    @Query("""
            select k from ApiKey k, ApiKey a where a.id = :after
            and (k.createdAt < a.createdAt or (k.createdAt = a.createdAt and k.id < a.id))
            order by k.createdAt desc, k.id desc""")
    List<ApiKey> newestAfter(String after, Limit limit);
}
