package dev.patchbay.nodes;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/** Whether other nodes may work on the same database: the embedded one belongs to one server, PostgreSQL to any number. */
@Component
public class SharedDatabase {
    private final boolean shared;

    SharedDatabase(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            this.shared = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        }
    }

    public boolean isShared() {
        return shared;
    }
}
