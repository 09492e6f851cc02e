package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A git repository of its own, and {@code scripts/build-patch} with a stand-in for PatchGenerator, which runs on macOS
 * only. It writes down its arguments and the content of each file, and what it is told to leave behind.
 */
final class BuildPatch {
    private static final Path SCRIPT = Path.of("scripts/build-patch").toAbsolutePath();
    private static final String STAND_IN = """
            #!/bin/bash
            here=$(dirname "$0")
            echo "a log line that is not for the caller"
            printf '%s\\0' "$@" > "$here/arguments"
            : > "$here/contents"
            while [ $# -gt 0 ] && [ "$1" != -output ]; do
              case $1 in -files | -refs) ;; *) [ ! -f "$1" ] || cat "$1" >> "$here/contents" ;; esac
              shift
            done
            [ -e "$here/silent" ] || printf 'patch of %s' "$(cat "$here/contents")" > "$2"
            [ ! -e "$here/fails" ] || exit 7
            """;

    private final Path repository;
    private final Path tools;

    /** What a run came to. */
    record Outcome(int code, String out, String err) {}

    BuildPatch(Path folder) throws IOException {
        repository = Files.createDirectories(folder.resolve("the app's repository 应用"));
        tools = Files.createDirectories(folder.resolve("tools of mine"));
        Files.writeString(generator(), STAND_IN);
        assertThat(generator().toFile().setExecutable(true)).isTrue();
        git("init", "-q");
        git("config", "user.name", "somebody");
        git("config", "user.email", "somebody@example.com");
        git("config", "core.quotePath", "true");
        git("config", "diff.renames", "copies");
    }

    Path repository() {
        return repository;
    }

    Path generator() {
        return tools.resolve("PatchGenerator");
    }

    void standInFails() throws IOException {
        Files.createFile(tools.resolve("fails"));
    }

    void standInWritesNothing() throws IOException {
        Files.createFile(tools.resolve("silent"));
    }

    void write(String name, String content) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** All that lies in the folder, as a commit. */
    String commit(String subject) throws IOException {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", subject);
        return git("rev-parse", "HEAD").out().strip();
    }

    Outcome git(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", repository.toString()));
        command.addAll(List.of(words));
        Outcome outcome = start(repository, Map.of(), command);
        assertThat(outcome.code()).as(outcome.toString()).isZero();
        return outcome;
    }

    Outcome run(Path from, String... words) throws IOException {
        return run(from, Map.of(), words);
    }

    Outcome run(Path from, Map<String, String> environment, String... words) throws IOException {
        Files.deleteIfExists(tools.resolve("arguments"));
        List<String> command = new ArrayList<>(
                List.of(SCRIPT.toString(), "--generator", generator().toString()));
        command.addAll(List.of(words));
        return start(from, environment, command);
    }

    private static Outcome start(Path from, Map<String, String> environment, List<String> command) throws IOException {
        Path out = Files.createTempFile("build-patch", ".out");
        Path err = Files.createTempFile("build-patch", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(from.toFile()).redirectOutput(out.toFile());
        builder.redirectError(err.toFile()).environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    boolean compiled() {
        return Files.exists(tools.resolve("arguments"));
    }

    List<String> arguments() throws IOException {
        return List.of(Files.readString(tools.resolve("arguments"), UTF_8).split("\0"));
    }

    /** What stood after {@code -files}, below the folder they were copied to. */
    List<String> files() throws IOException {
        List<String> arguments = arguments();
        assertThat(arguments.get(0)).isEqualTo("-files");
        return arguments.stream()
                .skip(1)
                .takeWhile(word -> !word.startsWith("-"))
                .map(path -> path.substring(path.indexOf("/files/") + "/files/".length()))
                .toList();
    }

    String contents() throws IOException {
        return Files.readString(tools.resolve("contents"));
    }

    /** What the script left in the folder for temporary files. */
    static Stream<Path> leftIn(Path temporary) throws IOException {
        return Files.list(temporary);
    }
}
