package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageToolsTests {
    private static final String[] LABEL = {"--app=demo", "--android=1.2.0", "--ios=1.3.0", "--timestamp=1700000000000"};

    @TempDir
    private Path folder;

    private Shell shell;
    private Path dist;

    @BeforeEach
    void writePages() throws IOException {
        shell = new Shell(folder);
        dist = Files.createDirectories(folder.resolve("dist/pages"));
        Files.writeString(dist.resolve("index.js"), "a");
        Files.writeString(dist.resolve("about.js"), "b");
        dist = dist.getParent();
    }

    private Shell.Ran pack(String out, String... more) {
        Object[] words = new Object[3 + LABEL.length + more.length];
        words[0] = "pack";
        words[1] = dist;
        words[2] = folder.resolve(out);
        System.arraycopy(LABEL, 0, words, 3, LABEL.length);
        System.arraycopy(more, 0, words, 3 + LABEL.length, more.length);
        return shell.run(words);
    }

    @Test
    void packsTheSameFilesIntoTheSameBytes() throws IOException {
        for (String method : new String[] {"", "--stored"}) {
            String[] more = method.isEmpty() ? new String[0] : new String[] {method};
            assertThat(pack("a.zip", more).code()).isEqualTo(Cli.OK);
            Files.setLastModifiedTime(dist.resolve("pages/index.js"), FileTime.fromMillis(0));
            Files.writeString(dist.resolve(".DS_Store"), "what a Mac leaves behind");
            Files.writeString(dist.resolve("md5.json"), "an older one");
            Shell.Ran again = pack("b.zip", more);
            assertThat(again.code()).as(again.err()).isEqualTo(Cli.OK);
            assertThat(folder.resolve("b.zip")).hasSameBinaryContentAs(folder.resolve("a.zip"));
        }
    }

    @Test
    void givesTheJsVersionThatThePackagerGives() throws IOException {
        // the md5s of "a" and "b", and what clients make of them
        assertThat(pack("a.zip").err()).contains("3bc22fb7aaebe9c8c5d7de312b876bb8");
        Shell.Ran read = shell.run("inspect", folder.resolve("a.zip"), "--json");
        assertThat(read.code()).isEqualTo(Cli.OK);
        assertThat(read.json().path("kind").asString()).isEqualTo("eros");
        assertThat(read.json().path("jsVersion").asString()).isEqualTo("3bc22fb7aaebe9c8c5d7de312b876bb8");
        assertThat(read.json().path("versions").path("ios").asString()).isEqualTo("1.3.0");
        assertThat(read.json().path("timestamp").asLong()).isEqualTo(1_700_000_000_000L);
        assertThat(read.json().path("warnings")).isEmpty();
    }

    @Test
    void listsBinaryFilesAsThePackagerDoes() throws IOException {
        Files.write(dist.resolve("font.ttf"), new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
        assertThat(pack("a.zip").code()).isEqualTo(Cli.OK);
        assertThat(shell.run("inspect", folder.resolve("a.zip")).out()).doesNotContain("warning");
    }

    @Test
    void takesItsTimeFromTheBuild() throws IOException {
        Shell reproducible = new Shell(folder).with("SOURCE_DATE_EPOCH", "1600000000");
        Shell.Ran ran = reproducible.run("pack", dist, folder.resolve("a.zip"), "--app=demo", "--ios=1.0.0");
        assertThat(ran.err()).contains("timestamp 1600000000000");
    }

    @Test
    void packsNothingThatTheServerWouldRefuse() throws IOException {
        Files.writeString(dist.resolve("pages/Index.js"), "the same name on a Mac");
        Shell.Ran clash = pack("a.zip");
        assertThat(clash.code()).isEqualTo(Cli.FAILED);
        assertThat(folder.resolve("a.zip")).doesNotExist();
        Files.delete(dist.resolve("pages/Index.js"));
        Files.createSymbolicLink(dist.resolve("link"), Path.of("/etc/passwd"));
        assertThat(pack("a.zip").err()).contains("put a copy in its place");
        assertThat(shell.run("pack", folder.resolve("none"), folder.resolve("a.zip"), "--app=demo", "--ios=1.0.0")
                        .code())
                .isEqualTo(Cli.FAILED);
        assertThat(shell.run("pack", dist, folder.resolve("a.zip"), "--app=demo")
                        .code())
                .isEqualTo(Cli.USAGE);
        assertThat(shell.run("pack", dist, folder.resolve("a.zip"), "--app=../x", "--ios=1")
                        .code())
                .isEqualTo(Cli.USAGE);
    }

    @Test
    void saysWhatTheServerWouldRefuse() throws IOException {
        Path bad = Files.write(
                folder.resolve("bad.zip"),
                ErosZip.of("demo", "x").claiming("0".repeat(32)).bytes());
        Shell.Ran ran = shell.run("inspect", bad, "--json");
        assertThat(ran.code()).isEqualTo(Cli.FAILED);
        assertThat(ran.json().path("problem").path("type").asString()).isEqualTo("manifest-mismatch");
        assertThat(shell.run("inspect", bad).out()).contains("manifest-mismatch");
    }

    @Test
    void readsADelta() throws IOException {
        Path old = Files.write(folder.resolve("old"), ErosZip.of("demo", "one").bytes());
        Path fresh =
                Files.write(folder.resolve("new"), ErosZip.of("demo", "two").bytes());
        shell.run("diff", old, fresh, folder.resolve("delta"));
        Shell.Ran ran = shell.run("inspect", folder.resolve("delta"), "--json");
        assertThat(ran.json().path("kind").asString()).isEqualTo("delta");
        assertThat(ran.json().path("makes").asLong()).isEqualTo(Files.size(fresh));
        Path cut = Files.write(
                folder.resolve("cut"), java.util.Arrays.copyOf(Files.readAllBytes(folder.resolve("delta")), 40));
        assertThat(shell.run("inspect", cut).code()).isEqualTo(Cli.FAILED);
    }

    @Test
    void readsABinarypatch() throws IOException {
        byte[] pool = "1.0.2>=1.2".getBytes();
        for (int i = 0; i < pool.length; i++) pool[i] ^= 0x41;
        ByteBuffer rest = ByteBuffer.allocate(7 + pool.length + 18).order(ByteOrder.LITTLE_ENDIAN);
        rest.put((byte) 1).put((byte) 1).put((byte) 2).putInt(pool.length).put(pool);
        rest.put((byte) 3).putInt(5).putInt(5).put((byte) 3).putInt(0).putInt(5);
        byte[] patch = ByteBuffer.allocate(32 + rest.capacity())
                .put(DigestUtils.sha256(rest.array()))
                .put(rest.array())
                .array();
        Shell.Ran ran = shell.run("inspect", Files.write(folder.resolve("binarypatch"), patch), "--json");
        assertThat(ran.json().path("kind").asString()).isEqualTo("binarypatch");
        assertThat(ran.json().path("appVersion").asString()).isEqualTo(">=1.2");
        assertThat(ran.json().path("patchVersion").asString()).isEqualTo("1.0.2");
        assertThat(ran.json().path("digest").asString()).isEqualTo("right");
        patch[40] ^= 1;
        Shell.Ran damaged = shell.run("inspect", Files.write(folder.resolve("binarypatch"), patch));
        assertThat(damaged.out()).contains("wrong", "warning");
    }

    @Test
    void completesInBash() throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion"), shell.run("completion").out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source \"$0\" && COMP_WORDS=(patchbay roll) COMP_CWORD=1 && _complete_patchbay && echo \"${COMPREPLY[@]}\"",
                        script.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes()).split("\\s+"))
                .contains("rollback", "rollout");
    }
}
