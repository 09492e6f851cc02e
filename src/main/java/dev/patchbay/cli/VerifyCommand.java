package dev.patchbay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.concurrent.Callable;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Checks a signature, and what was signed. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = PatchbayCommand.Version.class,
        description =
                "Checks that SIGNATURE is that of DOCUMENT by a key and, with --package, that DOCUMENT is a statement of"
                        + " that very file. Exit code 1 if not.")
final class VerifyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DOCUMENT", description = "A statement or a keys file.")
    private Path document = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "SIGNATURE",
            description = "Its signature, as patchbay sign or openssl wrote it.")
    private Path signature = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The public key, in PEM.")
    private Path key = Path.of("");

    @Option(names = "--package", paramLabel = "FILE", description = "The package that the statement is about.")
    private @Nullable Path content;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Job job = new Job(spec);
        byte[] bytes = Files.readAllBytes(document);
        if (!isSigned(bytes, Pem.publicKey(key))) {
            throw new FileSystemException(
                    signature.toString(), null, "is not the signature of these bytes by this key");
        }
        if (content != null) requireStatementOf(content, bytes);
        job.say("the signature is right" + (content == null ? "" : ", and the package is the one it was made for"));
        return Cli.OK;
    }

    private boolean isSigned(byte[] bytes, PublicKey by) throws IOException {
        try {
            Signature check = Signature.getInstance(Pem.signatureOf(by));
            check.initVerify(by);
            check.update(bytes);
            return check.verify(Files.readAllBytes(signature));
        } catch (GeneralSecurityException e) {
            return false; // what is no signature at all is not the right one
        }
    }

    private void requireStatementOf(Path file, byte[] bytes) throws IOException {
        JsonNode said;
        try {
            said = Server.JSON.readTree(bytes).path("package");
        } catch (JacksonException e) {
            throw new FileSystemException(document.toString(), null, "is no statement");
        }
        String sha256;
        try (InputStream in = Files.newInputStream(file)) {
            sha256 = DigestUtils.sha256Hex(in);
        }
        if (said.path("length").asLong(-1) != Files.size(file)
                || !said.path("sha256").asString("").equals(sha256)) {
            throw new FileSystemException(file.toString(), null, "is not the package that the statement is about");
        }
    }
}
