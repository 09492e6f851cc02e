package dev.patchbay.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that asks a server. What scripts read goes to standard output, all else to standard error. */
abstract class ServerCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Option(names = "--json", description = "Write the server's answer as JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    ServerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public final Integer call() throws IOException {
        ServerAccess access;
        try {
            access = options.access(surroundings);
        } catch (IllegalArgumentException e) {
            throw misuse(String.valueOf(e.getMessage()));
        }
        ask(new Server(access));
        return Cli.OK;
    }

    /** @throws ServerFailure when the server does not do it */
    abstract void ask(Server server) throws IOException;

    Surroundings surroundings() {
        return surroundings;
    }

    boolean asJson() {
        return json;
    }

    PrintWriter out() {
        return spec().commandLine().getOut();
    }

    PrintWriter err() {
        return spec().commandLine().getErr();
    }

    /** Says something to whoever watches. */
    void say(String line) {
        err().println(spec().name() + ": " + line);
    }

    ParameterException misuse(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec);
    }

    /** Writes the answer as it came, or what {@code otherwise} makes of it. */
    void show(JsonNode answer, Runnable otherwise) {
        if (json) out().println(Server.JSON.writeValueAsString(answer));
        else otherwise.run();
    }
}
