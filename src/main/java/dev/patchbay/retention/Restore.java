package dev.patchbay.retention;

import dev.patchbay.retention.BackupFormat.Manifest;
import dev.patchbay.retention.BackupFormat.Member;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a home folder of a backup. Everything is written beside the folder and compared with the archive's list, digest by
 * digest; only then does the folder appear, whole.
 */
public final class Restore {
    private static final long LARGEST_LIST = 256L << 20;

    private final Path home;
    private final Path unfinished;
    private final Map<String, Member> found = new HashMap<>();

    private Restore(Path home, Path unfinished) {
        this.home = home;
        this.unfinished = unfinished;
    }

    /**
     * What was restored.
     *
     * @param blobs how many stored files
     * @param bytes of these
     * @param damaged the SHA-256 of files that were damaged before the backup was made, and were left out
     */
    public record Result(String madeAt, int blobs, long bytes, List<String> damaged) {}

    /**
     * @param home must be empty or not there
     * @throws IOException when the archive is not whole or the folder is not free; nothing is left then
     */
    public static Result restore(Path archive, Path home) throws IOException {
        Path place = home.toAbsolutePath().normalize();
        requireFree(place);
        Path parent = place.getParent();
        if (parent == null) throw new FileSystemException(home.toString(), null, "is no place for a folder");
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, ".restoring-");
        try {
            return new Restore(place, unfinished).run(archive);
        } finally {
            removeAll(unfinished);
        }
    }

    private static void requireFree(Path home) throws IOException {
        if (!Files.exists(home)) return;
        if (!Files.isDirectory(home)) {
            throw new FileSystemException(home.toString(), null, "is a file; name a new folder");
        }
        try (Stream<Path> inside = Files.list(home)) {
            if (inside.findAny().isPresent()) {
                throw new FileSystemException(home.toString(), null, "is not empty; name a new folder");
            }
        }
    }

    private Result run(Path archive) throws IOException {
        Manifest manifest = unpack(archive);
        compare(manifest);
        List<String> damaged = new ArrayList<>();
        for (String name : manifest.damaged()) {
            Files.deleteIfExists(placeOf(name));
            damaged.add(name.substring(BackupFormat.BLOBS.length()));
        }
        unzipDatabase();
        forceFolders();
        Files.deleteIfExists(home);
        Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        force(String.valueOf(home.getParent()));
        List<Member> blobs = manifest.members().stream()
                .filter(member -> member.name().startsWith(BackupFormat.BLOBS))
                .toList();
        long bytes = blobs.stream().mapToLong(Member::size).sum();
        return new Result(manifest.madeAt(), blobs.size() - damaged.size(), bytes, damaged);
    }

    private Manifest unpack(Path archive) throws IOException {
        @Nullable Manifest manifest = null;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive), 1 << 16))) {
            for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
                if (manifest != null) throw notWhole("something follows its list");
                if (entry.getName().equals(BackupFormat.MANIFEST)) manifest = read(tar, entry.getSize());
                else found.put(entry.getName(), unpack(tar, entry.getName()));
            }
        }
        if (manifest == null) throw notWhole("its list is missing: it broke off, or is no backup");
        return manifest;
    }

    private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("the archive is not whole, nothing was restored: it broke off, or is no tar", e);
        }
    }

    private static Manifest read(InputStream in, long size) throws IOException {
        if (size > LARGEST_LIST) throw notWhole("its list is too large");
        try {
            Manifest manifest = JsonMapper.shared().readValue(in.readAllBytes(), Manifest.class);
            if (manifest.format() == BackupFormat.VERSION) return manifest;
        } catch (JacksonException e) {
            throw new IOException("the archive is not whole: its list cannot be read", e);
        }
        throw new IOException("the archive was made by another version of Patchbay; restore it with that one");
    }

    private Member unpack(InputStream tar, String name) throws IOException {
        Path file = placeOf(name);
        Files.createDirectories(file.getParent());
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        long size;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), sha256)) {
            if (name.startsWith(BackupFormat.KEYS)) close(file);
            size = tar.transferTo(out);
            channel.force(true);
        }
        return new Member(name, size, HexFormat.of().formatHex(sha256.digest()));
    }

    /** Only names that a backup has lead anywhere. */
    private Path placeOf(String name) throws IOException {
        if (name.equals(BackupFormat.DATABASE)) return unfinished.resolve(name);
        if (BackupFormat.KEY_FILE.matcher(name).matches()) return unfinished.resolve(name);
        if (!BackupFormat.BLOB.matcher(name).matches()) throw notWhole("it holds a file that no backup has");
        String sha256 = name.substring(BackupFormat.BLOBS.length());
        return unfinished.resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private static void close(Path secret) throws IOException {
        if (!secret.getFileSystem().supportedFileAttributeViews().contains("posix")) return;
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }

    private void compare(Manifest manifest) throws IOException {
        Map<String, Member> listed = manifest.byName();
        for (Member member : listed.values()) {
            Member there = found.get(member.name());
            if (there == null) throw notWhole(member.name() + " is missing");
            if (!there.equals(member)) throw notWhole(member.name() + " has other bytes than when it was made");
            boolean known = manifest.damaged().contains(member.name());
            if (member.name().startsWith(BackupFormat.BLOBS)
                    && !known
                    && !member.name().endsWith("/" + member.sha256())) {
                throw notWhole(member.name() + " is not what its name says");
            }
        }
        if (!listed.keySet().equals(found.keySet())) throw notWhole("it holds files that its list does not");
        if (!listed.containsKey(BackupFormat.DATABASE)) throw notWhole("the database is missing");
    }

    private void unzipDatabase() throws IOException {
        Path zip = unfinished.resolve(BackupFormat.DATABASE);
        Path folder = Files.createDirectories(unfinished.resolve("db"));
        boolean there = false;
        try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().equals(BackupFormat.DATABASE_FILE)) continue;
                Path file = folder.resolve(BackupFormat.DATABASE_FILE);
                Files.copy(in, file);
                force(file.toString());
                there = true;
            }
        }
        if (!there) throw notWhole("the database is missing");
        Files.delete(zip);
    }

    private void forceFolders() throws IOException {
        try (Stream<Path> all = Files.walk(unfinished)) {
            for (Path folder : all.filter(Files::isDirectory).toList()) force(folder.toString());
        }
    }

    /** Windows refuses to open a folder, and needs none of this. */
    private static void force(String path) throws IOException {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        if (windows && Files.isDirectory(Path.of(path))) return;
        try (FileChannel channel = FileChannel.open(Path.of(path), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static IOException notWhole(String why) {
        return new IOException("the archive is not whole, nothing was restored: " + why);
    }

    private static void removeAll(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(one);
        }
    }
}
