package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTests {
    @TempDir
    private Path folder;

    private Path keys;

    @BeforeEach
    void open() {
        keys = new PatchbayHome(folder).keys();
    }

    @Test
    void makesTheSecretOnce() throws IOException {
        assertThat(SecretFile.readOrCreate(keys, "it", () -> "first")).isEqualTo("first");
        assertThat(SecretFile.readOrCreate(keys, "it", () -> "second")).isEqualTo("first");
        assertThat(keys).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void letsNobodyElseRead() throws IOException {
        SecretFile.readOrCreate(keys, "it", () -> "secret");
        assertThat(permissions(keys.resolve("it"))).isEqualTo("rw-------");
        assertThat(permissions(keys)).isEqualTo("rwx------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void closesAFileThatABackupLeftOpen() throws IOException {
        Path file = Files.writeString(keys.resolve("it"), "secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(SecretFile.readOrCreate(keys, "it", () -> "other")).isEqualTo("secret");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
