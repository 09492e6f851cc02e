package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.ErosZip;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SigningTests {
    @TempDir
    private Path folder;

    private Shell shell;
    private Path zip;

    @BeforeEach
    void write() throws IOException {
        shell = new Shell(folder).with("SOURCE_DATE_EPOCH", "1700000000");
        zip = Files.write(file("a.zip"), ErosZip.of("demo", "one").bytes());
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private void keyPair(String name, KeyPair pair, String form, byte[] secret) throws IOException {
        write(name + ".pem", form, secret);
        write(name + ".pub", "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private void write(String name, String form, byte[] der) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file(name)))) {
            out.println("-----BEGIN " + form + "-----");
            out.println(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
            out.println("-----END " + form + "-----");
        }
    }

    private static KeyPair pair(String algorithm, int size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    private Shell.Ran state() {
        return shell.run("statement", zip, file("s.json"), "--sequence=7", "--expires=2036-01-01T00:00:00Z");
    }

    @Test
    void statesWhatAPackageIs() throws Exception {
        assertThat(state().code()).isEqualTo(Cli.OK);
        JsonNode statement = Server.JSON.readTree(Files.readString(file("s.json")));
        assertThat(statement.path("type").asString()).isEqualTo("patchbay.release");
        assertThat(statement.path("app").asString()).isEqualTo("demo");
        assertThat(statement.path("platforms")).hasSize(2);
        assertThat(statement.path("platforms").path(0).path("match").asString()).isEqualTo("exact");
        assertThat(statement.path("createdAt").asString()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(statement.path("package").path("length").asLong()).isEqualTo(Files.size(zip));
        assertThat(shell.run("statement", zip, file("x"), "--sequence=0", "--expires=2036-01-01T00:00:00Z")
                        .code())
                .isEqualTo(Cli.USAGE);
        assertThat(shell.run("statement", zip, file("x"), "--sequence=1", "--expires=tomorrow")
                        .code())
                .isEqualTo(Cli.USAGE);
    }

    @Test
    void signsWithTheKeysThatOpensslWrites() throws Exception {
        state();
        KeyPair ec = pair("EC", 256);
        byte[] pkcs8 = ec.getPrivate().getEncoded();
        keyPair("ec", ec, "PRIVATE KEY", pkcs8);
        // without its wrapping, as openssl ecparam -genkey and openssl genrsa -traditional write it
        keyPair("sec1", ec, "EC PRIVATE KEY", Arrays.copyOfRange(pkcs8, 28, pkcs8.length));
        KeyPair rsa = pair("RSA", 2048);
        keyPair(
                "pkcs1",
                rsa,
                "RSA PRIVATE KEY",
                Arrays.copyOfRange(
                        rsa.getPrivate().getEncoded(), 26, rsa.getPrivate().getEncoded().length));
        for (String key : new String[] {"ec", "sec1", "pkcs1"}) {
            Shell.Ran signed = shell.run("sign", file("s.json"), file("s.sig"), "--key=" + file(key + ".pem"));
            assertThat(signed.code()).as(signed.err()).isEqualTo(Cli.OK);
            Shell.Ran verified = shell.run(
                    "verify", file("s.json"), file("s.sig"), "--key=" + file(key + ".pub"), "--package=" + zip);
            assertThat(verified.code()).as(verified.err()).isEqualTo(Cli.OK);
        }
    }

    @Test
    void findsWhatIsNotWhatWasSigned() throws Exception {
        state();
        KeyPair ec = pair("EC", 256);
        keyPair("ec", ec, "PRIVATE KEY", ec.getPrivate().getEncoded());
        KeyPair stranger = pair("EC", 256);
        keyPair("stranger", stranger, "PRIVATE KEY", stranger.getPrivate().getEncoded());
        shell.run("sign", file("s.json"), file("s.sig"), "--key=" + file("ec.pem"));
        assertThat(shell.run("verify", file("s.json"), file("s.sig"), "--key=" + file("stranger.pub"))
                        .code())
                .isEqualTo(Cli.FAILED);
        Path other = Files.write(file("b.zip"), ErosZip.of("demo", "two").bytes());
        Shell.Ran wrong =
                shell.run("verify", file("s.json"), file("s.sig"), "--key=" + file("ec.pub"), "--package=" + other);
        assertThat(wrong.code()).isEqualTo(Cli.FAILED);
        assertThat(wrong.err()).contains("is not the package");
        Files.writeString(file("s.json"), Files.readString(file("s.json")) + " ");
        assertThat(shell.run("verify", file("s.json"), file("s.sig"), "--key=" + file("ec.pub"))
                        .code())
                .isEqualTo(Cli.FAILED);
        assertThat(shell.run("sign", file("s.json"), file("t.sig"), "--key=" + zip)
                        .code())
                .isEqualTo(Cli.FAILED);
    }

    @Test
    void aBackupIsThereWholeOrNotAtAll() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/backup", exchange -> {
            boolean whole = "Bearer whole".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write(new byte[whole ? 100_000 : 50_000]);
            exchange.close();
        });
        server.start();
        try {
            shell.with(
                    "PATCHBAY_SERVER", "http://127.0.0.1:" + server.getAddress().getPort());
            Shell.Ran broken = shell.with("PATCHBAY_KEY", "broken").run("backup", file("backup.tar"));
            assertThat(broken.code()).as(broken.err()).isEqualTo(Cli.UNREACHABLE);
            assertThat(file("backup.tar")).doesNotExist();
            Shell.Ran whole = shell.with("PATCHBAY_KEY", "whole").run("backup", file("backup.tar"));
            assertThat(whole.code()).as(whole.err()).isEqualTo(Cli.OK);
            assertThat(file("backup.tar")).hasSize(100_000);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("backup.tar"))))
                    .isEqualTo("rw-------");
        } finally {
            server.stop(0);
        }
    }
}
