package dev.patchbay;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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
    private static final String STARTED = "Started PatchbayApplication in";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

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
        List<String> command = server(classes.path, more);
        if (Files.exists(classes.archive)) command.add(1, "-XX:SharedArchiveFile=" + classes.archive);
        return command;
    }

    private static List<String> server(String classPath, String... options) {
        List<String> command = java(classPath, options);
        command.add(PatchbayApplication.class.getName());
        return command;
    }

    private static List<String> java(String classPath, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath));
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
        List<Path> given = classPath();
        String name = fingerprint(given);
        removeAllBut(name);
        List<String> entries = new ArrayList<>();
        for (Path entry : given) {
            boolean folder = Files.isDirectory(entry);
            Path jar = folder ? jar(entry, FOLDER.resolve(name + "-" + entries.size() + ".jar")) : entry;
            entries.add(jar.toString());
        }
        String path = String.join(File.pathSeparator, entries);
        return new Prepared(path, archive(path, FOLDER.resolve(name + ".jsa")));
    }

    /** Another one for another JVM, and when any class or jar is another: an archive fits what it was made of, and nothing else. */
    private static String fingerprint(List<Path> classPath) throws IOException {
        StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
        for (Path entry : classPath) {
            note(entry, text);
            if (!Files.isDirectory(entry)) continue;
            for (Path one : filesBelow(entry)) note(one, text);
        }
        return DigestUtils.md5Hex(text.toString());
    }

    private static void note(Path file, StringBuilder text) throws IOException {
        text.append('\n').append(file);
        text.append(' ').append(Files.size(file)).append(' ').append(Files.getLastModifiedTime(file));
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

    /**
     * Has a server start and stop, at whose end the JVM writes down what it had loaded. There may be no archive afterwards: others
     * wait for the lock meanwhile, so all of it has to be done in time.
     */
    private static Path archive(String classPath, Path archive) throws IOException {
        if (Files.exists(archive)) return archive;
        long end = System.nanoTime() + PATIENCE.toNanos();
        Path folder = Files.createTempDirectory(FOLDER, "archived-");
        Path unfinished = folder.resolve("classes.jsa");
        List<String> command = server(classPath, "-XX:ArchiveClassesAtExit=" + unfinished);
        command.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--patchbay.shutdown.notice=0s"));
        Path log = folder.resolve("server.log");
        Process server = start(command, log);
        try {
            while (server.isAlive() && left(end) > 0 && !Files.readString(log).contains(STARTED)) {
                server.waitFor(50, TimeUnit.MILLISECONDS);
            }
            server.destroy();
            if (server.waitFor(left(end), TimeUnit.NANOSECONDS) && fits(unfinished, classPath, end)) {
                Files.move(unfinished, archive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.destroyForcibly();
        }
        return archive;
    }

    private static long left(long end) {
        return end - System.nanoTime();
    }

    private static Process start(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .directory(log.getParent().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Asks a JVM that may not do without. All others would do so silently, and one that is broken might break them. */
    private static boolean fits(Path archive, String classPath, long end) throws IOException, InterruptedException {
        if (!Files.exists(archive)) return false;
        List<String> command = java(classPath, "-Xshare:on", "-XX:SharedArchiveFile=" + archive);
        command.add("-version");
        Process jvm = start(command, archive.resolveSibling("version.log"));
        try {
            return jvm.waitFor(left(end), TimeUnit.NANOSECONDS) && jvm.exitValue() == 0;
        } finally {
            jvm.destroyForcibly();
        }
    }
}
