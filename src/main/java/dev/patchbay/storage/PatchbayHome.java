package dev.patchbay.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The one folder that holds everything the server keeps: blobs, database files, key files and temporary files, all on
 * one file system so that a file can be renamed from one to the other.
 *
 * @param home the folder; made when it is not there
 */
@ConfigurationProperties("patchbay")
public record PatchbayHome(Path home) {

    public PatchbayHome {
        home = (home == null ? Path.of("patches") : home).toAbsolutePath().normalize();
    }

    /** Content-addressed files. */
    public Path blobs() {
        return folder("blobs");
    }

    /** Database files. */
    public Path database() {
        return folder("db");
    }

    /** Secrets this server made for itself; readable by its own user only. */
    public Path keys() {
        Path keys = folder("keys");
        try {
            if (Files.getFileStore(keys).supportsFileAttributeView(PosixFileAttributeView.class)) {
                Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
            }
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + keys + " to other users", e);
        }
    }

    /** Files under way; whatever a start finds here was left by a crash. */
    public Path temp() {
        return folder("tmp");
    }

    private Path folder(String name) {
        try {
            // a link to a folder elsewhere is one, too
            Path folder = home.resolve(name);
            return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StartRefused(HomeLock.why(home.resolve(name), e), e);
        }
    }
}
