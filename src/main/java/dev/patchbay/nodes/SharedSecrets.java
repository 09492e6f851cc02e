package dev.patchbay.nodes;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Secrets that all nodes need to have the same and nobody needs to choose: the first node makes them. They lie in the
 * database as they are, so they must be none that guards more than the database itself does.
 */
@Component
public class SharedSecrets {
    private final SharedDatabase shared;
    private final JdbcTemplate database;

    SharedSecrets(SharedDatabase shared, JdbcTemplate database) {
        this.shared = shared;
        this.database = database;
    }

    /**
     * @param source makes the secret unless another node has
     * @return empty where no other node can be: then it belongs into a file of this server
     */
    public Optional<String> readOrCreate(String name, Supplier<String> source) {
        if (!shared.isShared()) return Optional.empty();
        database.update(
                "insert into shared_secrets (name, secret) values (?, ?) on conflict (name) do nothing",
                name,
                source.get());
        return Optional.ofNullable(
                database.queryForObject("select secret from shared_secrets where name = ?", String.class, name));
    }
}
