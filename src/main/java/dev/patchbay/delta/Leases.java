package dev.patchbay.delta;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Knows whose lease still holds. */
@Component
class Leases {
    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final JdbcTemplate database;

    Leases(JdbcTemplate database) {
        this.database = database;
    }

    /** While the transaction lasts nobody else can be given the job. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean holds(Lease lease) {
        boolean held = !database.queryForList(
                        "select version from scheduled_tasks where task_name = ? and task_instance = ?"
                                + " and picked = true and picked_by = ? and version = ? for update",
                        Long.class,
                        lease.task(),
                        lease.instance(),
                        lease.holder(),
                        lease.taking())
                .isEmpty();
        if (!held)
            log.info(
                    "{} {} is somebody else's by now; what came of it here is dropped", lease.task(), lease.instance());
        return held;
    }
}
