package dev.patchbay;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.util.FileSystemUtils;

/**
 * The command that starts the server in a process of its own: as from the jar, without what only tests have, and soon. A good
 * part of each start goes into loading some ten thousand classes, so who comes first in a build has the JVM make an archive of
 * them for all others (class data sharing, which wants jars, no folders). A JVM that cannot does without.
 */
public final class ServerCommand {
    private static final Path FOLDER = Path.of("target/server").toAbsolutePath();
    private static final String LOCK = "lock";

    private ServerCommand() {}

    /** Made when it is first asked for. */
    private static final class Prepared {
        static final Prepared CLASSES = prepare();

        final String path;
        final Path archive;

        Prepared(String path, Path archive) {
            this.path = path;
            this.archive = archive;
        }
    }

    /**
     * Arguments of the server, or a command of the jar and its arguments, come behind it.
     *
     * @param more options of the JVM
     */
    public static List<String> command(String... more) {
        Prepared classes = Prepared.CLASSES;
        List<String> command = java(classes.path, more);
        if (Files.exists(classes.archive)) command.add(1, "-XX:SharedArchiveFile=" + classes.archive);
        return command;
    }

    private static List<String> java(String classPath, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(List.of(more));
        command.addAll(List.of("-cp", classPath, PatchbayApplication.class.getName()));
        return command;
    }

    /** Of the tests, without what only they have. */
    private static List<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> !entry.endsWith("test-classes") && Files.exists(entry))
                .toList();
    }

    /** By one at a time: tests run in two processes. */
    private static Prepared prepare() {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel channel =
                    FileChannel.open(FOLDER.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                return prepareAlone();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Prepared prepareAlone() throws IOException {
        List<String> entries = new ArrayList<>();
        String name = "";
        for (Path entry : classPath()) {
            if (Files.isDirectory(entry)) {
                name = fingerprint(entry);
                removeAllBut(name);
                entries.add(jar(entry, FOLDER.resolve(name + ".jar")).toString());
            } else entries.add(entry.toString());
        }
        String path = String.join(File.pathSeparator, entries);
        return new Prepared(path, archive(path, FOLDER.resolve(name + ".jsa")));
    }

    /** Another one for other classes. */
    private static String fingerprint(Path classes) throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path one : filesBelow(classes)) {
            text.append(one).append(Files.size(one)).append(Files.getLastModifiedTime(one));
        }
        return DigestUtils.md5Hex(text.toString());
    }

    /** What earlier builds left is large. */
    private static void removeAllBut(String name) throws IOException {
        for (Path one : filesBelow(FOLDER)) {
            String file = FOLDER.relativize(one).toString();
            if (!file.startsWith(name) && !file.equals(LOCK)) FileSystemUtils.deleteRecursively(one);
        }
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> !path.equals(folder)).sorted().toList();
        }
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        if (Files.exists(jar)) return jar;
        Path unfinished = Files.createTempFile(FOLDER, "unfinished-", ".jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(unfinished))) {
            out.setLevel(Deflater.BEST_SPEED);
            for (Path one : filesBelow(classes)) {
                String name = classes.relativize(one).toString().replace(File.separatorChar, '/');
                out.putNextEntry(new ZipEntry(Files.isDirectory(one) ? name + "/" : name));
                if (!Files.isDirectory(one)) Files.copy(one, out);
                out.closeEntry();
            }
        }
        return Files.move(unfinished, jar);
    }

    /** Has a server start and stop, at whose end the JVM writes down what it had loaded. */
    private static Path archive(String classPath, Path archive) throws IOException {
        if (Files.exists(archive)) return archive;
        Path folder = Files.createTempDirectory(FOLDER, "archived-");
        Path unfinished = folder.resolve("classes.jsa");
        List<String> command = java(classPath, "-XX:ArchiveClassesAtExit=" + unfinished);
        command.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--patchbay.shutdown.notice=0s"));
        Path log = folder.resolve("server.log");
        Process server = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            while (server.isAlive() && !Files.readString(log).contains("Started PatchbayApplication in")) {
                server.waitFor(50, TimeUnit.MILLISECONDS);
            }
            server.destroy();
            if (server.waitFor(60, TimeUnit.SECONDS) && Files.exists(unfinished)) Files.move(unfinished, archive);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.destroyForcibly();
        }
        return archive;
    }
}
