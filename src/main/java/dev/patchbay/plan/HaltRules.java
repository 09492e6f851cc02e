package dev.patchbay.plan;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The apps' own rules; an app without one has the server's. */
interface HaltRules extends Repository<HaltRule, String> {
    HaltRule save(HaltRule rule);

    void delete(HaltRule rule);

    Optional<HaltRule> findById(String appName);
}
