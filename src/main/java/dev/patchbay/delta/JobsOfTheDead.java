package dev.patchbay.delta;

import dev.patchbay.storage.Durability;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Gives back the jobs that a killed server had taken. A database of this server alone has no other that could be at work on
 * them, so nobody has to wait for their heartbeat to stop.
 */
@Component
class JobsOfTheDead implements SmartInitializingSingleton {
    private final JdbcTemplate database;
    private final Durability durability;

    JobsOfTheDead(JdbcTemplate database, Durability durability) {
        this.database = database;
        this.durability = durability;
    }

    /** Before the scheduler takes its first job: it waits for the whole context ({@code application.yml}). */
    @Override
    public void afterSingletonsInstantiated() {
        if (!durability.isEmbedded()) return;
        database.update("update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null,"
                + " version = version + 1 where picked = true");
    }
}
