package dev.patchbay.manage;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The answers to requests with an Idempotency-Key, each for a day. */
@Component
class RememberedAnswers {
    private static final Duration KEPT = Duration.ofHours(24);

    /** Beyond these the oldest are forgotten earlier. */
    private static final int MOST = 100_000;

    private final JdbcTemplate database;
    private final Clock clock;

    RememberedAnswers(JdbcTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Whose request it was, and what they called it. */
    record Name(String keyId, IdempotencyKey request) {}

    /**
     * @param fingerprint of the request: another one is another request
     * @param body JSON
     */
    record Remembered(
            String fingerprint,
            int status,
            @Nullable String location,
            @Nullable String etag,
            String body) {}

    Optional<Remembered> find(Name name) {
        List<Remembered> found = database.query(
                "select fingerprint, status, location, etag, body from remembered_answers"
                        + " where key_id = ? and request_key = ? and created_at > ?",
                (row, number) -> new Remembered(
                        row.getString(1), row.getInt(2), row.getString(3), row.getString(4), row.getString(5)),
                name.keyId(),
                name.request().text(),
                oldest());
        return found.stream().findFirst();
    }

    /**
     * Call it inside the transaction of the act.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException when somebody else has just done the same
     */
    void add(Name name, Remembered answer) {
        String request = name.request().text();
        database.update(
                "delete from remembered_answers where key_id = ? and request_key = ? and created_at <= ?",
                name.keyId(),
                request,
                oldest());
        database.update(
                "insert into remembered_answers (key_id, request_key, fingerprint, status, location, etag, body,"
                        + " created_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
                name.keyId(),
                request,
                answer.fingerprint(),
                answer.status(),
                answer.location(),
                answer.etag(),
                answer.body(),
                clock.instant().atOffset(ZoneOffset.UTC));
    }

    @Scheduled(initialDelay = 1, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void prune() {
        database.update("delete from remembered_answers where created_at <= ?", oldest());
        database.query(
                "select created_at from remembered_answers order by created_at desc offset " + MOST
                        + " rows fetch next 1 rows only",
                row -> {
                    database.update(
                            "delete from remembered_answers where created_at <= ?",
                            row.getObject(1, OffsetDateTime.class));
                });
    }

    private OffsetDateTime oldest() {
        return clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC);
    }
}
