package dev.patchbay.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds where it runs.
 *
 * @param environment the environment variables
 * @param home the user's folder
 * @param terminal whether somebody is watching, so that a line may be written over
 */
record Surroundings(Map<String, String> environment, Path home, boolean terminal) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    static Surroundings ofThisProcess() {
        Map<String, String> environment = System.getenv();
        boolean dumb = "dumb".equals(environment.get("TERM")) || environment.containsKey("CI");
        return new Surroundings(environment, Path.of(System.getProperty("user.home", ".")), !dumb && isTerminal());
    }

    /** Null when it is not set, or set to nothing. */
    @Nullable
    String variable(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
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
