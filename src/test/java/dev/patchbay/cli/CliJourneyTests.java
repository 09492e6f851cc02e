package dev.patchbay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The commands that ask a server, against a running one. */
class CliJourneyTests extends Journey {
    @TempDir
    private Path folder;

    private String app = "";
    private Shell shell;

    @BeforeEach
    void newShell() {
        app = newApp();
        shell = shellFor(port, ADMIN);
    }

    private Shell shellFor(int port, String key) {
        return new Shell(folder)
                .with("PATCHBAY_SERVER", "http://127.0.0.1:" + port)
                .with("PATCHBAY_KEY", key);
    }

    private Path eros(String name, String words, int number) throws IOException {
        return Files.write(
                folder.resolve(name), ErosZip.of(app, words).at(time(number)).bytes());
    }

    @Test
    void publishesAndWaitsForTheDeltas() throws IOException {
        Shell.Ran first = shell.run("publish", eros("v1.zip", "one", 1), "--packaging=stored");
        assertThat(first.code()).as(first.err()).isEqualTo(Cli.OK);
        assertThat(first.out()).startsWith("ID ").contains("android", "ios", "published");
        assertThat(first.err())
                .as("no terminal, no bar")
                .contains("publish: sent 100 % of")
                .doesNotContain("\r");

        Shell.Ran second = shell.run(
                "publish",
                eros("v2.zip", "two", 2),
                "--packaging=stored",
                "--wait",
                "--json",
                "--rollout=50",
                "--notes=zweite\nZeile");
        assertThat(second.code()).as(second.err()).isEqualTo(Cli.OK);
        assertThat(second.json().path("releases")).hasSize(2);
        assertThat(second.json().path("releases").path(0).path("notes").asString())
                .isEqualTo("zweite\nZeile");
        assertThat(second.err()).containsPattern("ready [1-9]");
        String id = second.json().path("releases").path(0).path("id").asString();
        assertThat(deltasOf(app, id))
                .allMatch(delta -> delta.path("state").asString().equals("ready"));

        Shell.Ran list = shell.run("releases", app, "--platform=ios");
        assertThat(list.out().lines()).hasSize(3);
        assertThat(list.out()).containsPattern("50 % .* ([0-9])/\\1 .*zweite Zeile");
        assertThat(shell.run("releases", app, "--limit=1").err()).contains("--after ");
        assertThat(shell.run("releases", "--limit=200").out()).contains(app);
    }

    @Test
    void showsABarToWhoWatches() throws IOException {
        Shell.Ran ran = shell.watched().run("publish", eros("v1.zip", "one", 1));
        assertThat(ran.err()).contains("\r[##############################] 100 % of");
    }

    @Test
    void aRehearsalChangesNothing() throws IOException {
        Shell.Ran ran = shell.run("publish", eros("v1.zip", "one", 1), "--dry-run");
        assertThat(ran.code()).as(ran.err()).isEqualTo(Cli.OK);
        assertThat(ran.err()).contains("nothing was changed");
        assertThat(shell.run("releases", app).code()).isEqualTo(Cli.REFUSED);
        assertThat(shell.run("publish", folder.resolve("v1.zip"), "--dry-run", "--wait")
                        .code())
                .isEqualTo(Cli.USAGE);
    }

    @Test
    void publishesAgainAfterTheConnectionBroke() throws IOException {
        try (FlakyLine line = new FlakyLine(port, 2)) {
            Shell.Ran ran = shellFor(line.port(), ADMIN).run("publish", eros("v1.zip", "one", 1));
            assertThat(ran.code()).as(ran.err()).isEqualTo(Cli.OK);
            assertThat(ran.err()).contains("sending it again");
            assertThat(line.heads()).hasSize(3);
            assertThat(line.heads().stream()
                            .map(head -> head.replaceAll("(?s).*\r\nIdempotency-Key: ([^\r]+)\r\n.*", "$1"))
                            .distinct())
                    .as("all tries are one attempt")
                    .hasSize(1);
        }
        assertThat(shell.run("releases", app, "--json").json().path("items")).hasSize(2);
    }

    @Test
    void givesUpOnALineThatStaysBroken() throws IOException {
        try (FlakyLine line = new FlakyLine(port, 99)) {
            Shell.Ran ran = shellFor(line.port(), ADMIN).run("publish", eros("v1.zip", "one", 1), "--retries=1");
            assertThat(ran.code()).isEqualTo(Cli.UNREACHABLE);
            assertThat(ran.err()).contains("not published", "sent 2 times").doesNotContain(ADMIN, "\tat ");
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void saysWhenThereIsNoServer() throws IOException {
        Shell.Ran list = shellFor(1, ADMIN).run("releases", app);
        assertThat(list.code()).isEqualTo(Cli.UNREACHABLE);
        assertThat(list.err()).contains("nothing listens there", "PATCHBAY_SERVER");
        assertThat(shell.with("PATCHBAY_SERVER", "http://no-such-host.invalid")
                        .run("releases", "--plain-http")
                        .code())
                .isEqualTo(Cli.UNREACHABLE);
    }

    @Test
    void takesNoOtherServerForPatchbay() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            byte[] page = "<html>Welcome</html>".getBytes();
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        other.start();
        try {
            Shell.Ran ran = shellFor(other.getAddress().getPort(), ADMIN).run("releases", app);
            assertThat(ran.code()).isEqualTo(Cli.UNREACHABLE);
            assertThat(ran.err()).contains("Patchbay does not say");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void tellsAWrongKeyFromOneWithoutTheRight() throws IOException {
        Path file = eros("v1.zip", "one", 1);
        Shell.Ran wrong = shellFor(port, "pb_no-such-key").run("publish", file);
        assertThat(wrong.code()).as(wrong.err()).isEqualTo(Cli.FORBIDDEN);
        assertThat(wrong.err())
                .contains("does not know this key", "PATCHBAY_KEY")
                .doesNotContain("pb_no-such-key");

        Shell.Ran made = shell.run("keys", "create", "--name=reader of " + app, "--role=viewer", "--app=" + app);
        assertThat(made.code()).as(made.err()).isEqualTo(Cli.OK);
        String key = made.out().strip();
        Shell.Ran viewer = shellFor(port, key).run("publish", file);
        assertThat(viewer.code()).isEqualTo(Cli.FORBIDDEN);
        assertThat(viewer.err()).contains("Use a key with more rights").doesNotContain(key);

        Shell.Ran list = shell.run("keys", "list", "--limit=200");
        String id = list.out()
                .lines()
                .filter(line -> line.contains("reader of " + app))
                .findFirst()
                .orElseThrow()
                .split(" ")[0];
        assertThat(list.out()).contains(app).doesNotContain(key);
        assertThat(shell.run("keys", "delete", id).code()).isEqualTo(Cli.OK);
        assertThat(shellFor(port, key).run("releases", app).code()).isEqualTo(Cli.FORBIDDEN);
        assertThat(shell.run("keys").code()).isEqualTo(Cli.USAGE);
    }

    @Test
    void refusalsOfTheServerHaveACodeOfTheirOwn() throws IOException {
        shell.run("publish", eros("v1.zip", "one", 1));
        Path again = Files.write(
                folder.resolve("again.zip"),
                ErosZip.of(app, "one").at(time(1)).packedAgain().bytes());
        Shell.Ran conflict = shell.run("publish", again, "--json");
        assertThat(conflict.code()).isEqualTo(Cli.REFUSED);
        assertThat(conflict.err()).contains("/problems/release-conflict");
        assertThat(conflict.out()).isEmpty();
        assertThat(shell.run("pause", app, "999999999").code()).isEqualTo(Cli.REFUSED);
        assertThat(shell.run("publish", Files.writeString(folder.resolve("x"), "no package"), "--app=" + app)
                        .code())
                .isEqualTo(Cli.REFUSED);
        assertThat(shell.run("publish", folder.resolve("x")).code())
                .as("of which app?")
                .isEqualTo(Cli.USAGE);
        assertThat(shell.run("publish", folder.resolve("none.zip")).code()).isEqualTo(Cli.FAILED);
    }

    @Test
    void movesAReleaseThroughItsLife() throws IOException {
        Path patch = Files.writeString(folder.resolve("binarypatch"), "the first patch");
        Shell.Ran draft =
                shell.run("publish", patch, "--app=" + app, "--platform=ios", "--app-version=2.0.0", "--draft");
        assertThat(draft.code()).as(draft.err()).isEqualTo(Cli.OK);
        String id = draft.cell(0);
        assertThat(draft.cell(3)).isEqualTo("draft");
        assertThat(shell.run("release", app, id).cell(3)).isEqualTo("published");
        assertThat(shell.run("rollout", app, id, "12.5").cell(4)).isEqualTo("12.5 %");
        assertThat(shell.run("pause", app, id, "--reason=it crashes").cell(3)).isEqualTo("paused");
        assertThat(shell.run("explain", app, "--platform=ios", "--app-version=1.5.0")
                        .out())
                .startsWith("none-offerable")
                .contains("paused");
        assertThat(shell.run("resume", app, id).cell(3)).isEqualTo("published");
        shell.run("rollout", app, id, "100");
        Shell.Ran explained = shell.run("explain", app, "--platform=ios", "--app-version=1.5.0", "--json");
        assertThat(explained.json().path("answer").path("releaseId").asString()).isEqualTo(id);
        assertThat(shell.run("adoption", app).out()).contains(id, "0.00 %");
        assertThat(shell.run("rollback", app, id).cell(3)).isEqualTo("withdrawn");
        assertThat(shell.run("resume", app, id).code()).isEqualTo(Cli.REFUSED);
        assertThat(manage("/api/audit?app=" + app).toString()).contains("it crashes");
    }

    @Test
    void readsServerAndKeyFromAFileThatOthersCannotRead() throws IOException {
        publish(app, ErosZip.of(app, "one").at(time(1)).bytes());
        Path config =
                Files.createDirectories(folder.resolve(".config/patchbay")).resolve("config");
        Files.writeString(config, "server = http://127.0.0.1:" + port + "/\nkey = " + ADMIN + "\n");
        Shell bare = new Shell(folder);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r-----"));
        Shell.Ran open = bare.run("releases", app);
        assertThat(open.code()).isEqualTo(Cli.FAILED);
        assertThat(open.err()).contains("chmod 600 ").doesNotContain(ADMIN);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        assertThat(bare.run("releases", app).out().lines()).hasSize(3);
        Path other = Files.writeString(folder.resolve("other"), "servre=x\n");
        assertThat(bare.run("releases", app, "--config", other).err()).contains("known are server= and key=");
        assertThat(new Shell(folder.resolve("nobody")).run("releases").err()).contains("PATCHBAY_SERVER");
    }

    @Test
    void sendsTheKeyNowhereUnencryptedAndNowhereElse() throws IOException {
        Shell.Ran plain =
                shell.with("PATCHBAY_SERVER", "http://updates.example.com").run("releases");
        assertThat(plain.code()).isEqualTo(Cli.USAGE);
        assertThat(plain.err()).contains("use https");
        for (String wrong :
                new String[] {"updates.example.com", "ftp://a", "https://u:p@a", "https://a?b", "https://a b"}) {
            assertThat(shell.with("PATCHBAY_SERVER", wrong).run("releases").code())
                    .as(wrong)
                    .isEqualTo(Cli.USAGE);
        }
        assertThat(shell.with("PATCHBAY_SERVER", "http://127.0.0.1:" + port)
                        .with("PATCHBAY_KEY", "two words")
                        .run("releases")
                        .code())
                .isEqualTo(Cli.USAGE);
    }

    @Test
    void whatPackMakesThePlainServerTakesAndTheDeviceGets() throws IOException {
        Path pages = Files.createDirectories(folder.resolve("dist/页面"));
        Files.writeString(pages.resolve("首页.js"), "// 首页");
        Shell.Ran packed = shell.run(
                "pack",
                folder.resolve("dist"),
                folder.resolve("a.zip"),
                "--app=" + app,
                "--ios=1.0.0",
                "--android=1.0.0",
                "--timestamp=" + time(3));
        assertThat(packed.code()).as(packed.err()).isEqualTo(Cli.OK);
        JsonNode published =
                shell.run("publish", folder.resolve("a.zip"), "--json").json();
        String jsVersion = published.path("releases").path(0).path("jsVersion").asString();
        assertThat(packed.err()).contains("jsVersion " + jsVersion);
        assertThat(download(pathOf(erosCheck(app, "")))).isEqualTo(Files.readAllBytes(folder.resolve("a.zip")));
        assertThat(Map.of("1", resCode(erosCheck(app, jsVersion)))).containsValue(1000);
    }

    @Test
    void takesAnAppOutAndIn() throws IOException {
        publish(app, ErosZip.of(app, "one").at(time(1)).bytes());
        Path archive = folder.resolve("app.tar");
        Shell.Ran out = shell.run("export", app, archive);
        assertThat(out.code()).as(out.err()).isEqualTo(Cli.OK);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        Shell.Ran in = shell.run("import", archive);
        assertThat(in.code()).as(in.err()).isEqualTo(Cli.OK);
        assertThat(in.err()).contains("imported " + app + ": 0 releases are new, 2 were here");
        assertThat(shell.run("import", archive, "--json").json().path("known").asInt())
                .isEqualTo(2);
        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 2000));
        Shell.Ran broken = shell.run("import", archive);
        assertThat(broken.code()).isEqualTo(Cli.REFUSED);
        assertThat(broken.err()).contains("/problems/archive-invalid");
        assertThat(shell.run("import", folder.resolve("none.tar")).code()).isEqualTo(Cli.FAILED);
        assertThat(shell.run("export", "no-such-app", folder.resolve("x")).code())
                .isEqualTo(Cli.REFUSED);
        assertThat(folder.resolve("x")).doesNotExist();
    }
}
