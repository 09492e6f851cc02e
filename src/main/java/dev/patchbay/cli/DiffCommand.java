package dev.patchbay.cli;

import dev.patchbay.bsdiff.BsdiffEncoder;
import dev.patchbay.bsdiff.IndependentDecoder;
import dev.patchbay.bsdiff.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a delta. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Writes the BSDIFF40 delta that turns OLD into NEW. It is applied back by a second decoder before it is"
                        + " written; every bspatch 4.3 can apply it.")
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "OLD", description = "What a device has.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "What it shall get.")
    private Path fresh = Path.of("");

    @Parameters(index = "2", paramLabel = "DELTA", description = "The file to write.")
    private Path delta = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        job.refuseOverwriting(delta, old, fresh);
        refuseTooLarge();
        byte[] from = Files.readAllBytes(old);
        byte[] to = Files.readAllBytes(fresh);
        byte[] made = encode(from, to);
        prove(from, to, made);
        NewFile.write(delta, out -> out.write(made));
        job.done(
                delta,
                "%,d to %,d bytes by a delta of %,d (%.2f %%)",
                from.length,
                to.length,
                made.length,
                100.0 * made.length / Math.max(1, to.length));
        return Cli.OK;
    }

    private static byte[] encode(byte[] from, byte[] to) throws IOException {
        ByteArrayOutputStream made = new ByteArrayOutputStream();
        long memory = BsdiffEncoder.peakMemory(from.length, to.length);
        new BsdiffEncoder(Clock.systemUTC()).encode(from, to, new Limits(Instant.MAX, memory), made);
        return made.toByteArray();
    }

    private static void prove(byte[] from, byte[] to, byte[] made) throws IOException {
        MessageDigest applied = DigestUtils.getSha256Digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), applied)) {
            IndependentDecoder.apply(from, made, out);
        }
        if (!Arrays.equals(applied.digest(), DigestUtils.sha256(to))) {
            throw new IllegalStateException("the delta does not lead to the new content");
        }
    }

    private void refuseTooLarge() throws IOException {
        long needed = BsdiffEncoder.peakMemory(Files.size(old), Files.size(fresh));
        long given = Runtime.getRuntime().maxMemory();
        if (needed > given) {
            throw new FileSystemException(
                    fresh.toString(),
                    null,
                    "the delta may need " + (needed >> 20) + " MB of memory and Java has " + (given >> 20)
                            + "; run java -Xmx" + ((needed >> 20) + 64) + "m -jar patchbay.jar diff ...");
        }
    }
}
