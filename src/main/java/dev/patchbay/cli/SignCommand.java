package dev.patchbay.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a statement or a keys file. */
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description = "Signs the bytes of DOCUMENT, as openssl dgst -sha256 -sign does.")
final class SignCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DOCUMENT", description = "A statement or a keys file.")
    private Path document = Path.of("");

    @Parameters(index = "1", paramLabel = "SIGNATURE", description = "The file to write.")
    private Path out = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "A private key in PEM: ECDSA on P-256, or RSA.")
    private Path key = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        job.refuseOverwriting(out, document, key);
        PrivateKey secret = Pem.privateKey(key);
        byte[] signed;
        try {
            Signature signature = Signature.getInstance(Pem.signatureOf(secret));
            signature.initSign(secret);
            signature.update(Files.readAllBytes(document));
            signed = signature.sign();
        } catch (GeneralSecurityException e) {
            throw new FileSystemException(key.toString(), null, "cannot sign with this key: " + e.getMessage());
        }
        NewFile.write(out, to -> to.write(signed));
        job.done(out, "%d bytes", signed.length);
        return Cli.OK;
    }
}
