import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory under checks, downloads and publishing for minutes. */
final class Soak {
    private final Speed speed;

    Soak(Speed speed) {
        this.speed = speed;
    }

    void run(int seconds) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(speed.work(), "soak");
        try (Server server = speed.patchbay("soak", home)) {
            List<Load> checks = Speed.checksOf(server);
            Seeds seeds = new Seeds(server);
            seeds.publish("five", Seeds.noise(5_000_000, 5), "platform", "ios", "version", "1.0.0");
            String link = Seeds.field(seeds.get("/app/check?appName=five&iOS=1.0.0&jsVersion="), "path");
            Load download = Load.get(server, "download", link.substring(link.indexOf("/app/")), "");
            Table table = new Table("minute of mixed load", "RSS MB", "heap", "its use", "classes and code", "the rest", "CPU µs a check", "errors");
            List<Load.Result> asked = new ArrayList<>();
            long bad = 0;
            long begin = System.nanoTime();
            int version = 1000;
            int minute = 0;
            while (System.nanoTime() - begin < seconds * 1e9) {
                for (Load check : checks) asked.add(check.full(speed.work(), 64, 5));
                bad += download.full(speed.work(), 16, 5).bad();
                for (int i = 0; i < 5; i++) seeds.publish("eros", Seeds.zip("eros", version++, 40));
                if ((System.nanoTime() - begin) / 60e9 >= minute + 1) {
                    minute = (int) ((System.nanoTime() - begin) / 60e9);
                    Load.Result check = Speed.median(asked);
                    bad += check.bad();
                    asked.clear();
                    table.row(Integer.toString(minute), parts(server, seeds, check, bad));
                }
            }
            table.print();
        }
    }

    /** In MB. The rest is what no Java code sees: the collector's own, malloc's, stacks, libraries. */
    private static String[] parts(Server server, Seeds seeds, Load.Result check, long bad)
            throws IOException, InterruptedException {
        String metrics = seeds.get("/actuator/prometheus");
        double heap = megabytes(metrics, "committed", "heap");
        double classesAndCode = megabytes(metrics, "committed", "nonheap");
        double rss = server.rss();
        return new String[] {
            Table.whole(rss), Table.whole(heap), Table.whole(megabytes(metrics, "used", "heap")), Table.whole(classesAndCode),
            Table.whole(rss - heap - classesAndCode), Table.one(check.cpuMicros()), Long.toString(bad)
        };
    }

    private static double megabytes(String metrics, String what, String area) {
        Pattern line = Pattern.compile("(?m)^jvm_memory_" + what + "_bytes\\{[^}]*area=\"" + area + "\"[^}]*} (\\S+)");
        Matcher matcher = line.matcher(metrics);
        double bytes = 0;
        while (matcher.find()) {
            // the metaspace has them in it already
            if (!matcher.group().contains("Compressed Class Space")) bytes += Double.parseDouble(matcher.group(1));
        }
        return bytes / (1 << 20);
    }
}
