import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
            Table table = new Table("minute of mixed load", "RSS MB", "errors");
            long bad = 0;
            long begin = System.nanoTime();
            int version = 1000;
            int minute = 0;
            while (System.nanoTime() - begin < seconds * 1e9) {
                for (Load check : checks) bad += check.full(speed.work(), 64, 5).bad();
                bad += download.full(speed.work(), 16, 5).bad();
                for (int i = 0; i < 5; i++) seeds.publish("eros", Seeds.zip("eros", version++, 40));
                if ((System.nanoTime() - begin) / 60e9 >= minute + 1) {
                    minute = (int) ((System.nanoTime() - begin) / 60e9);
                    table.row(Integer.toString(minute), Table.whole(server.rss()), Long.toString(bad));
                }
            }
            table.print();
        }
    }
}
