package dev.patchbay.cli;

import dev.patchbay.bsdiff.Bspatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies a delta. */
@Command(
        name = "patch",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = "Writes what the BSDIFF40 file DELTA makes of OLD. The delta may be a stranger's: all it says is"
                + " checked, and 16 MB of memory suffice.")
final class PatchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OLD", description = "The file that the delta was made from.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "DELTA", description = "The delta.")
    private Path delta = Path.of("");

    @Parameters(index = "2", paramLabel = "NEW", description = "The file to write.")
    private Path fresh = Path.of("");

    @Option(
            names = "--max-size",
            paramLabel = "MB",
            defaultValue = "4096",
            description = "Refuse a delta that makes more than this. Default: ${DEFAULT-VALUE}.")
    private int megabytes;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        job.refuseOverwriting(fresh, old, delta);
        if (megabytes < 1) throw job.misuse("--max-size: write a number of megabytes above 0");
        NewFile.write(fresh, out -> new Bspatch((long) megabytes << 20).apply(old, delta, out));
        job.done(fresh, "%,d to %,d bytes", Files.size(old), Files.size(fresh));
        return Cli.OK;
    }
}
