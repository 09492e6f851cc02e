package dev.patchbay.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.Journey;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class BlobSweeperTests extends Journey {
    /** Older than all else in the store. */
    private static final Instant LONG_AGO = Instant.EPOCH.plus(Duration.ofDays(1));

    @Autowired
    private BlobSweeper sweeper;

    @Autowired
    private BlobStore blobs;

    @Autowired
    private Spool spool;

    @Autowired
    private JdbcTemplate database;

    private static BlobKey key(String text) {
        return new BlobKey(DigestUtils.sha256Hex(text));
    }

    private void store(String text, Instant touched) throws IOException {
        try (SpooledFile file = spool.write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)))) {
            Blob blob = blobs.find(blobs.place(file).key()).orElseThrow();
            Files.setLastModifiedTime(blob.file().orElseThrow(), FileTime.from(touched));
        }
    }

    private void name(int id, BlobKey content, BlobKey coded) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        database.update(
                "insert into encodings (id, row_version, content_sha256, coding, sha256, size_bytes, reason, created_at,"
                        + " updated_at) values (?, 0, ?, 'gzip', ?, 1, null, ?, ?)",
                id,
                content.sha256(),
                coded.sha256(),
                now,
                now);
    }

    @Test
    void theCodingsOfBytesThatNobodyNamesGoWithThem() throws IOException {
        String name = newApp();
        BlobKey content = key(name);
        BlobKey coded = key(name + ", coded");
        name(-1, content, coded);
        store(name, Instant.EPOCH);
        store(name + ", coded", Instant.EPOCH);
        // a server that has just started sweeps as well, and may be at it
        await().untilAsserted(() -> {
            sweeper.sweepUntouchedSince(LONG_AGO);
            assertThat(blobs.find(content)).isEmpty();
            assertThat(blobs.find(coded)).isEmpty();
            assertThat(database.queryForObject("select count(*) from encodings where id = -1", Integer.class))
                    .isZero();
        });
    }

    /** A job that a crash had left may make them before the sweep of the start comes to what they are of. */
    @Test
    void codingsMadeSinceAStartGoWithWhatWasLeftBehind() throws IOException {
        String name = newApp();
        BlobKey content = key(name);
        BlobKey coded = key(name + ", coded");
        BlobKey other = key(name + ", other");
        name(-2, content, coded);
        store(name, Instant.EPOCH);
        store(name + ", coded", clock.instant());
        store(name + ", other", clock.instant());

        await().untilAsserted(() -> {
            sweeper.sweepLeftBehind(LONG_AGO);
            assertThat(blobs.find(content)).isEmpty();
            assertThat(blobs.find(coded)).isEmpty();
        });
        assertThat(blobs.find(other)).as("of somebody who is about to name it").isPresent();
        assertThat(database.queryForObject("select count(*) from encodings where id = -2", Integer.class))
                .isZero();
        Files.delete(blobs.find(other).orElseThrow().file().orElseThrow());
    }
}
