package dev.patchbay.cli;

import dev.patchbay.retention.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a home folder of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Makes the folder FOLDER of the backup ARCHIVE (POST /api/backup). Every file is compared with its"
                        + " digest before anything is put in place. Then start the server with --patchbay.home=FOLDER.")
final class RestoreCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "ARCHIVE", description = "A backup.")
    private Path archive = Path.of("");

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where to; empty, or not there yet.")
    private Path folder = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        Restore.Result result = Restore.restore(archive, folder);
        job.done(folder, "%,d stored files, %,d bytes, as of %s", result.blobs(), result.bytes(), result.madeAt());
        for (String sha256 : result.damaged()) {
            job.say("blob " + sha256 + " was damaged when the backup was made and is left out; upload its file again");
        }
        return Cli.OK;
    }
}
