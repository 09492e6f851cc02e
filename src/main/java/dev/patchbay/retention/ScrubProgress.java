package dev.patchbay.retention;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far a round has come, kept so that a server that restarts every day gets to the end, too. */
@Component
class ScrubProgress {
    private final JdbcTemplate database;

    ScrubProgress(JdbcTemplate database) {
        this.database = database;
    }

    /** The SHA-256 of the last blob that was read; empty at a round's begin. */
    String after() {
        return String.valueOf(
                database.queryForObject("select after_sha256 from scrub_rounds where id = 1", String.class));
    }

    /** When a round last came to its end. */
    Optional<Instant> finished() {
        @Nullable
        OffsetDateTime at =
                database.queryForObject("select finished_at from scrub_rounds where id = 1", OffsetDateTime.class);
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }

    void reached(String sha256) {
        database.update("update scrub_rounds set after_sha256 = ? where id = 1", sha256);
    }

    void finish(Instant at) {
        database.update(
                "update scrub_rounds set after_sha256 = '', finished_at = ? where id = 1", at.atOffset(ZoneOffset.UTC));
    }
}
