package dev.patchbay.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Finds out which server is meant. There is no option for the key: a list of processes would show it. */
final class ServerOptions {
    private static final Set<String> KNOWN = Set.of("server", "key");
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The server's address. Default: PATCHBAY_SERVER, else server= of the config file.")
    private @Nullable String server;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A file with the lines server=URL and key=KEY, readable by you alone. Default: PATCHBAY_CONFIG, else"
                            + " ~/.config/patchbay/config. The key comes from PATCHBAY_KEY, else from this file.")
    private @Nullable Path config;

    @Option(names = "--plain-http", description = "Let the key travel unencrypted to another machine.")
    private boolean plain;

    /**
     * @throws IllegalArgumentException when something is missing or wrong, with a message that says what to do
     * @throws IOException when the config file cannot be read, or others may read it
     */
    ServerAccess access(Surroundings surroundings) throws IOException {
        Map<String, String> file = read(surroundings);
        String where = first(server, surroundings.variable("PATCHBAY_SERVER"), file.get("server"));
        String key = first(surroundings.variable("PATCHBAY_KEY"), file.get("key"));
        if (where == null) {
            throw new IllegalArgumentException("no server is named; set PATCHBAY_SERVER or use --server");
        }
        if (key == null) {
            throw new IllegalArgumentException(
                    "no key is given; set PATCHBAY_KEY, or write key=... into the config file. Who runs the server makes"
                            + " keys: patchbay keys create");
        }
        return ServerAccess.of(where, key, plain);
    }

    private static @Nullable String first(@Nullable String... values) {
        for (String value : values) if (value != null && !value.isBlank()) return value;
        return null;
    }

    private Map<String, String> read(Surroundings surroundings) throws IOException {
        String named = surroundings.variable("PATCHBAY_CONFIG");
        Path wanted = config != null ? config : named != null ? Path.of(named) : null;
        Path file = wanted != null ? wanted : surroundings.home().resolve(".config/patchbay/config");
        if (wanted == null && !Files.exists(file)) return Map.of();
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            lines.load(reader);
        } catch (IllegalArgumentException e) {
            throw new FileSystemException(file.toString(), null, "is no config file; write server=URL and key=KEY");
        }
        Map<String, String> found = new TreeMap<>();
        for (String name : lines.stringPropertyNames()) {
            if (!KNOWN.contains(name)) {
                throw new FileSystemException(
                        file.toString(), null, "has a line that means nothing; known are server= and key=");
            }
            found.put(name, lines.getProperty(name).strip());
        }
        if (found.containsKey("key")) refuseReadableByOthers(file);
        return found;
    }

    private static void refuseReadableByOthers(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) return; // a system with other rights than these
        if (!OWNERS.containsAll(view.readAttributes().permissions())) {
            throw new FileSystemException(
                    file.toString(), null, "holds a key and others may read it; run: chmod 600 " + file);
        }
    }
}
