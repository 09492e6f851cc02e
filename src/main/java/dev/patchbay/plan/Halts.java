package dev.patchbay.plan;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The halts that releases have behind them. */
interface Halts extends Repository<Halt, Long> {
    Halt save(Halt halt);

    Optional<Halt> findById(long releaseId);
}
