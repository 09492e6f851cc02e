package dev.patchbay.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Where commands are run from. */
final class Shell {
    private final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private boolean terminal;

    /** What a command said, and how it ended. */
    record Ran(int code, String out, String err) {
        JsonNode json() {
            return Server.JSON.readTree(out);
        }

        /** The cell in the first line below the headings. */
        String cell(int column) {
            return out.lines().skip(1).findFirst().orElseThrow().split(" {2,}")[column];
        }
    }

    Shell(Path home) {
        this.home = home;
    }

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Shell watched() {
        terminal = true;
        return this;
    }

    Ran run(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Cli.commandLine(new Surroundings(environment, home, terminal, Clock.systemUTC()));
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = line.execute(Stream.of(words).map(String::valueOf).toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}
