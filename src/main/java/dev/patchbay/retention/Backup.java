package dev.patchbay.retention;

import dev.patchbay.retention.BackupFormat.Manifest;
import dev.patchbay.retention.BackupFormat.Member;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Durability;
import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies everything the server keeps while it goes on working. The database is copied first, at one moment; blobs never change
 * and none is removed until the copy is complete, so whatever that database names is in it.
 */
@Component
public class Backup {
    private final JdbcTemplate database;
    private final BlobStore blobs;
    private final PatchbayHome home;
    private final Spool spool;
    private final Durability durability;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final JsonMapper json;
    private final TransactionTemplate transaction;
    private final Semaphore one = new Semaphore(1);

    Backup(
            JdbcTemplate database,
            BlobStore blobs,
            PatchbayHome home,
            Spool spool,
            Durability durability,
            ApplicationEventPublisher events,
            Clock clock,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.database = database;
        this.blobs = blobs;
        this.home = home;
        this.spool = spool;
        this.durability = durability;
        this.events = events;
        this.clock = clock;
        this.json = json;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Opens what the archive is written to, once it is certain that there will be one. */
    @FunctionalInterface
    public interface Target {
        OutputStream open() throws IOException;
    }

    /** Where a member's bytes come from. */
    @FunctionalInterface
    private interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Writes one archive.
     *
     * @throws BackupElsewhere when the database is not this server's own
     * @throws BackupUnderWay when another one is being made
     * @throws IOException when something cannot be read or written; what was written is no archive then
     */
    public void write(Target target) throws IOException {
        if (!durability.isEmbedded()) throw new BackupElsewhere();
        if (!one.tryAcquire()) throw new BackupUnderWay();
        Path copy = spool.emptyFile();
        try (BlobStore.Hold hold = blobs.hold()) {
            transaction.executeWithoutResult(status -> events.publishEvent(new BackupMade()));
            durability.secure();
            database.update("backup to ?", copy.toString());
            // not closed: after a failure its end would look like an archive's
            TarArchiveOutputStream tar = new TarArchiveOutputStream(target.open(), "UTF-8");
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            write(tar, copy);
        } finally {
            Files.deleteIfExists(copy);
            one.release();
        }
    }

    private void write(TarArchiveOutputStream tar, Path copy) throws IOException {
        List<Member> members = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        members.add(add(tar, BackupFormat.DATABASE, copy));
        for (Path key : keyFiles()) members.add(add(tar, BackupFormat.KEYS + key.getFileName(), key));
        for (BlobKey key : blobs.keys()) {
            Optional<Blob> blob = blobs.find(key);
            if (blob.isEmpty()) continue;
            Member member = add(tar, BackupFormat.BLOBS + key, blob.get().size(), blob.get()::open);
            members.add(member);
            if (!member.sha256().equals(key.sha256())) damaged.add(member.name());
        }
        byte[] manifest = json.writeValueAsBytes(Manifest.of(clock.instant(), members, damaged));
        TarArchiveEntry entry = entry(BackupFormat.MANIFEST, manifest.length);
        tar.putArchiveEntry(entry);
        tar.write(manifest);
        tar.closeArchiveEntry();
        tar.finish();
    }

    private List<Path> keyFiles() throws IOException {
        try (Stream<Path> files = Files.list(home.keys())) {
            return files.filter(file -> BackupFormat.KEY_FILE
                            .matcher(BackupFormat.KEYS + file.getFileName())
                            .matches())
                    .filter(file -> !file.toString().endsWith(".part"))
                    .sorted()
                    .toList();
        }
    }

    private Member add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
        return add(tar, name, Files.size(file), () -> Files.newInputStream(file));
    }

    private Member add(TarArchiveOutputStream tar, String name, long size, Source source) throws IOException {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        tar.putArchiveEntry(entry(name, size));
        try (InputStream in = new DigestInputStream(source.open(), sha256)) {
            in.transferTo(tar);
        }
        tar.closeArchiveEntry();
        return new Member(name, size, HexFormat.of().formatHex(sha256.digest()));
    }

    private TarArchiveEntry entry(String name, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(0600);
        entry.setModTime(clock.millis());
        return entry;
    }
}
