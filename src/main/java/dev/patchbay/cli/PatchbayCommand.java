package dev.patchbay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stands before all commands. */
@Command(
        name = "patchbay",
        synopsisHeading = "Usage:%n  java -jar patchbay.jar [--SETTING=VALUE...]   starts the server%n"
                + "  java -jar patchbay.jar COMMAND ...            does one thing and ends%n%n",
        customSynopsis = "",
        description = "Ships hot updates to apps.",
        commandListHeading = "%nCommands:%n",
        footer = {
            "%nCommands that ask a server find it by PATCHBAY_SERVER and PATCHBAY_KEY, or by ~/.config/patchbay/config.",
            "Exit codes: 0 done, 1 failed, 2 called wrongly, 3 no server reached, 4 key unknown or without the right,",
            "5 refused by the server, 6 published but its deltas are not ready."
        },
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class)
final class PatchbayCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** From what the build wrote down. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties build = new Properties();
            try (InputStream in = CommandLine.class.getResourceAsStream("/META-INF/build-info.properties")) {
                if (in != null) build.load(in);
            }
            return new String[] {"patchbay " + build.getProperty("build.version", "(not built by Maven)")};
        }
    }
}
