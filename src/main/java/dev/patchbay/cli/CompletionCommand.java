package dev.patchbay.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the script that lets a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Writes a script for bash and zsh that completes commands and options of patchbay. To use it in this"
                        + " shell: source <(patchbay completion)")
final class CompletionCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        CommandSpec own = Objects.requireNonNull(spec);
        own.commandLine()
                .getOut()
                .print(AutoComplete.bash("patchbay", own.root().commandLine()));
        own.commandLine().getOut().flush();
    }
}
