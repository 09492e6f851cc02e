package dev.patchbay;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** The embedded database; {@link QueriesOnPostgresTests} has the same on the other. */
class QueriesOnH2Tests extends Journey {
    @Autowired
    private ListableBeanFactory beans;

    @Test
    void everyQueryOfEveryRepositoryRuns() {
        EveryQuery.assertMany(new EveryQuery(beans).ask());
    }
}
