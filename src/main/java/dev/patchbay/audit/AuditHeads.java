package dev.patchbay.audit;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Where the chain's one end is kept. */
interface AuditHeads extends Repository<AuditHead, Integer> {
    AuditHead save(AuditHead head);

    Optional<AuditHead> findById(int id);

    /** Waits until nobody else adds an entry. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select h from AuditHead h where h.id = 1")
    Optional<AuditHead> lock();
}
