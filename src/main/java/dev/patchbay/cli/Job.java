package dev.patchbay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** One run of a command, from when this was made. */
final class Job {
    private final CommandSpec spec;
    private final long start = System.nanoTime();

    /** @param spec the command's own; picocli has set it by the time that a command is run */
    Job(@Nullable CommandSpec spec) {
        this.spec = Objects.requireNonNull(spec);
    }

    /** What ends the command with a word on how to call it. */
    ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * @throws ParameterException when the file to write is one of those to read
     */
    void refuseOverwriting(Path target, Path... sources) throws IOException {
        for (Path source : sources) {
            if (Files.exists(target) && Files.exists(source) && Files.isSameFile(target, source)) {
                throw misuse(target + " would be overwritten although it is read; name another file to write");
            }
        }
    }

    void warn(String warning) {
        spec.commandLine().getErr().println(spec.name() + ": warning: " + Table.plain(warning));
    }

    void say(String line) {
        spec.commandLine().getErr().println(spec.name() + ": " + line);
    }

    /** Says in one line what came of it. */
    void done(Path written, String format, Object... values) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String sizes = String.format(Locale.ROOT, format, values);
        spec.commandLine()
                .getErr()
                .println(spec.name() + ": wrote " + written + ": " + sizes
                        + String.format(Locale.ROOT, ", %.1f s", took.toMillis() / 1000.0));
    }
}
