import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server process on loopback, and what it costs: CPU and memory of it and all its children, from /proc. */
final class Server implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ of Linux on every architecture the JDK runs on

    final String name;
    final int port;
    final double secondsToStart;
    private final Process process;

    private Server(String name, int port, double secondsToStart, Process process) {
        this.name = name;
        this.port = port;
        this.secondsToStart = secondsToStart;
        this.process = process;
    }

    /** Waits until {@code probe} is answered at all. */
    static Server start(String name, int port, String probe, Path folder, List<String> command)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        File log = folder.resolve(name + ".log").toFile();
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        while (!answers(port, probe)) {
            if (!process.isAlive()) throw new IOException(name + " ended; see " + log);
            if (System.nanoTime() - begin > 120e9) throw new IOException(name + " does not answer; see " + log);
            Thread.sleep(10);
        }
        return new Server(name, port, (System.nanoTime() - begin) / 1e9, process);
    }

    private static boolean answers(int port, String probe) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + port + probe).toURL().openConnection();
            return connection.getResponseCode() > 0;
        } catch (IOException e) {
            return false;
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /** CPU seconds in user and kernel so far. */
    double cpu() throws IOException {
        double ticks = ticks(process.pid());
        for (ProcessHandle child : process.descendants().toList()) ticks += ticks(child.pid());
        return ticks / TICKS_PER_SECOND;
    }

    private static double ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
    }

    /** MB that are resident. */
    double rss() throws IOException {
        double mb = rss(process.pid());
        for (ProcessHandle child : process.descendants().toList()) mb += rss(child.pid());
        return mb;
    }

    private static double rss(long pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
            if (line.startsWith("VmRSS:")) return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
        }
        return 0;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
