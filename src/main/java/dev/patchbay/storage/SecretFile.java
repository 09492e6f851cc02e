package dev.patchbay.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Supplier;

/** A secret that the server made for itself and keeps in a file which only its own user can read. */
public final class SecretFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SecretFile() {}

    /**
     * Reads the secret; when there is no file yet, makes one of what the source gives. The file is never there with
     * other rights or with half of its text, and is on disk before this returns.
     *
     * @throws IOException when the file system refuses
     */
    public static String readOrCreate(Path folder, String name, Supplier<String> source) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) create(folder, file, source.get());
        else if (isPosix(file)) closeToOthers(file);
        return Files.readString(file);
    }

    private static void create(Path folder, Path file, String text) throws IOException {
        Path half = Files.createTempFile(folder, "new-", ".part", ownerOnly(folder));
        try {
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(true);
            }
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            FolderSync.force(folder);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** A restored backup may have brought wider rights with it. */
    private static void closeToOthers(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        if (!isPosix(folder)) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)};
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
