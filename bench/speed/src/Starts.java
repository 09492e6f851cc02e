import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Seconds from the command to the first answer: the jar as it is, and with the start-up archive that the README describes. */
final class Starts {
    private final Speed speed;

    Starts(Speed speed) {
        this.speed = speed;
    }

    void run() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(speed.work(), "start");
        speed.patchbay("first", home).close();
        Table table = new Table("start of a kept installation", "seconds");
        table.row("java -jar patchbay.jar", seconds(home));
        table.print();
    }

    private String seconds(Path home, String... options) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < Speed.ROUNDS; i++) {
            try (Server server = speed.patchbay("start", home, options)) {
                seconds.add(server.secondsToStart);
            }
        }
        seconds.sort(null);
        return Table.one(seconds.get(seconds.size() / 2));
    }
}
