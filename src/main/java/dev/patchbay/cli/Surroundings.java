package dev.patchbay.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds where it runs.
 *
 * @param environment the environment variables
 * @param home the user's folder
 * @param terminal whether somebody is watching, so that a line may be written over
 * @param clock what time it is
 */
record Surroundings(Map<String, String> environment, Path home, boolean terminal, Clock clock) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    static Surroundings ofThisProcess() {
        Map<String, String> environment = System.getenv();
        boolean dumb = "dumb".equals(environment.get("TERM")) || environment.containsKey("CI");
        return new Surroundings(
                environment, Path.of(System.getProperty("user.home", ".")), !dumb && isTerminal(), Clock.systemUTC());
    }

    /** Null when it is not set, or set to nothing. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /**
     * The time that goes into what is made: {@code SOURCE_DATE_EPOCH}, in seconds, where it is set
     * (reproducible-builds.org), else now, in milliseconds.
     *
     * @throws IllegalArgumentException when it is not a number
     */
    Instant timeOfMaking() {
        String epoch = variable("SOURCE_DATE_EPOCH");
        if (epoch == null) return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try {
            return Instant.ofEpochSecond(Long.parseLong(epoch));
        } catch (NumberFormatException | DateTimeException e) {
            throw new IllegalArgumentException("SOURCE_DATE_EPOCH: not a number of seconds", e);
        }
    }

    /** Since Java 22 there is a console also where there is no terminal, and it says so itself. */
    private static boolean isTerminal() {
        if (System.console() == null) return false;
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            return true; // an older Java, whose consoles are terminals
        }
    }
}
