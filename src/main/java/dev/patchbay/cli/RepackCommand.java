package dev.patchbay.cli;

import dev.patchbay.pack.Repacker;
import dev.patchbay.pack.ZipLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a package as {@code packaging=stored} does. */
@Command(
        name = "repack",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = "Writes the zip IN again as the server does for packaging=stored: the same files, sorted, not"
                + " compressed, with fixed times. The same input always gives the same bytes.")
final class RepackCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "IN", description = "A zip, with or without an md5.json.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write.")
    private Path out = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        job.refuseOverwriting(out, in);
        long size = Files.size(in);
        List<Repacker.Repacked> repacked = new ArrayList<>();
        NewFile.fill(out, unfinished -> repacked.add(new Repacker(ZipLimits.STANDARD).repack(in, unfinished)));
        job.done(
                out,
                "%,d to %,d bytes, jsVersion %s to %s",
                size,
                Files.size(out),
                repacked.get(0).originalJsVersion(),
                repacked.get(0).jsVersion());
        return Cli.OK;
    }
}
