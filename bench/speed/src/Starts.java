import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Seconds from the command to the first answer: the jar as it is, and with the archives that the documentation describes. */
final class Starts {
    /** Of which the shorter counts: whatever else a machine does makes a start longer, and nothing makes it shorter. */
    private static final int STARTS = 2;

    private final Speed speed;

    Starts(Speed speed) {
        this.speed = speed;
    }

    void run() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(speed.work(), "start");
        speed.patchbay("first", home).close();
        Table table = new Table("start of a kept installation, the better of two", "seconds", "RSS MB");
        rows(table, Speed.java(), home);
        String java25 = System.getenv("JAVA25");
        if (java25 != null) rows(table, java25, home);
        table.print();
    }

    private void rows(Table table, String java, Path home) throws IOException, InterruptedException {
        int version = version(java);
        String name = "JDK " + version + ": ";
        row(table, name + "java -jar patchbay.jar", java, speed.jar(), home);
        Path app = Files.createTempDirectory(speed.work(), "app");
        command(app, java, "-Djarmode=tools", "-jar", speed.jar().toString(), "extract", "--destination", "app");
        Path jar = app.resolve("app/patchbay.jar");
        row(table, name + "extracted", java, jar, home);
        train(java, app, "-XX:ArchiveClassesAtExit=" + app.resolve("patchbay.jsa"), jar);
        row(table, name + "extracted, class archive", java, jar, home, "-XX:SharedArchiveFile=" + app.resolve("patchbay.jsa"));
        if (version < 25) return;
        train(java, app, "-XX:AOTCacheOutput=" + app.resolve("patchbay.aot"), jar);
        row(table, name + "extracted, AOT cache", java, jar, home, "-XX:AOTCache=" + app.resolve("patchbay.aot"));
    }

    private void train(String java, Path app, String option, Path jar) throws IOException, InterruptedException {
        Path training = Files.createTempDirectory(app, "training");
        command(app, java, option, "-Xmx256m", "-Dspring.context.exit=onRefresh", "-jar", jar.toString(),
                "--patchbay.home=" + training, "--server.port=" + Speed.freePort(), "--server.address=127.0.0.1");
    }

    private void row(Table table, String name, String java, Path jar, Path home, String... options)
            throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        double rss = 0;
        for (int i = 0; i < STARTS; i++) {
            try (Server server = speed.patchbay(java, jar, "start", home, options)) {
                seconds.add(server.secondsToStart);
                rss = server.rss();
            }
        }
        table.row(name, Table.one(Collections.min(seconds)), Table.whole(rss));
    }

    private static int version(String java) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(java, "-XshowSettings:properties", "-version").redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return Integer.parseInt(text.replaceFirst("(?s).*java\\.specification\\.version = ([0-9]+).*", "$1"));
    }

    private void command(Path folder, String... command) throws IOException, InterruptedException {
        File log = speed.work().resolve("start-preparation.log").toFile();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        if (process.waitFor() != 0) throw new IOException(command[1] + " failed; see " + log);
    }
}
