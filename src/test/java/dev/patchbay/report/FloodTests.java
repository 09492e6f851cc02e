package dev.patchbay.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A stranger sends a hundred thousand reports that no offer of this server proves. */
class FloodTests extends Journey {
    private static final int REPORTS = 100_000;
    /** The container closes a connection after so many. */
    private static final int PER_CONNECTION = 100;

    private static final List<String> TABLES =
            List.of("report_counts", "report_sketches", "seen_sketches", "failure_groups", "strikes", "delta_failures");

    @Autowired
    private Adoption adoption;

    @Autowired
    private Flusher flusher;

    @Autowired
    private Tallies tallies;

    @Autowired
    private JdbcTemplate database;

    @Test
    void aHundredThousandForgedReportsChangeNothing() throws Exception {
        beginAnHour(); // of which there is a row each
        String app = newApp();
        long id = Long.parseLong(publishPatch(app, "a patch".getBytes(UTF_8), "1.0.0"));
        Reply genuine = patchCheck(app, "deviceId", "honest");
        flood(app, genuine, 2_000);
        adoption.totals(id);
        Outcome before = adoption.outcome(id);
        Counts counted = adoption.totals(id);
        Map<String, Long> rows = rows();
        long memory = usedMemory();
        int live = tallies.size();

        long begun = System.nanoTime();
        flood(app, genuine, REPORTS);
        long millis = (System.nanoTime() - begun) / 1_000_000;
        flusher.flush();
        long grown = usedMemory() - memory;

        System.out.printf(
                "flood: %d forged reports in %d ms (%d/s); heap %+d KB; rows before %s, after %s%n",
                REPORTS, millis, REPORTS * 1000L / Math.max(1, millis), grown / 1024, rows, rows());
        // what is old is pruned, and what is idle forgotten, meanwhile
        rows().forEach((table, count) -> assertThat(count).as(table).isLessThanOrEqualTo(rows.get(table)));
        assertThat(tallies.size()).isLessThanOrEqualTo(live);
        assertThat(grown).isLessThan(8L << 20);
        assertThat(adoption.outcome(id)).isEqualTo(before);
        Counts after = adoption.totals(id);
        assertThat(after.failed()).isEqualTo(counted.failed());
        assertThat(after.installed()).isEqualTo(counted.installed());
        assertThat(after.unbound().failed()).isGreaterThan(counted.unbound().failed());
        assertThat(adoption.failures(id)).isEmpty();
        assertThat(release(app, String.valueOf(id)).text("state")).isEqualTo("published");
        assertThat(patchCheck(app, "deviceId", "honest").text("releaseId")).isEqualTo(String.valueOf(id));
    }

    private Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            rows.put(table, database.queryForObject("select count(*) from " + table, Long.class));
        }
        return rows;
    }

    private static long usedMemory() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void flood(String app, Reply genuine, int reports) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(2);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < reports / PER_CONNECTION; i++) {
            Random random = new Random(i);
            answers.add(senders.submit(() -> pipeline(app, genuine, random)));
        }
        int accepted = 0;
        for (Future<Integer> answer : answers) accepted += answer.get();
        senders.shutdown();
        assertThat(accepted).isEqualTo(reports);
    }

    /** Sends many requests at once and counts the 202s. */
    private int pipeline(String app, Reply genuine, Random random) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            ByteArrayOutputStream requests = new ByteArrayOutputStream();
            for (int i = 0; i < PER_CONNECTION; i++) {
                byte[] body = forged(app, genuine, random).getBytes(UTF_8);
                requests.writeBytes(("POST /api/patch/report HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0."
                                + random.nextInt(256) + "." + random.nextInt(256)
                                + (i == PER_CONNECTION - 1 ? "\r\nConnection: close" : "")
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(US_ASCII));
                requests.writeBytes(body);
            }
            Thread writer = new Thread(() -> {
                try {
                    socket.getOutputStream().write(requests.toByteArray());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            writer.start();
            return accepted(new BufferedInputStream(socket.getInputStream()));
        }
    }

    private static int accepted(InputStream answers) throws IOException {
        String text = new String(answers.readAllBytes(), US_ASCII);
        return text.split("HTTP/1.1 202", -1).length - 1;
    }

    private static String forged(String app, Reply genuine, Random random) {
        byte[] noise = new byte[16];
        random.nextBytes(noise);
        String hex = HexFormat.of().formatHex(noise);
        String offer = genuine.text("offer");
        String jsVersion = genuine.text("jsVersion");
        switch (random.nextInt(5)) {
            case 0 -> offer = "";
            case 1 -> offer = hex.repeat(4);
            case 2 -> {
                int at = random.nextInt(offer.length() - 5);
                char other = offer.charAt(at) == 'A' ? 'B' : 'A';
                offer = offer.substring(0, at) + other + offer.substring(at + 1);
            }
            case 3 -> jsVersion = hex;
            default -> {
                /* the offer of another device */
            }
        }
        return "{\"appName\":\"" + app + "\",\"platform\":\"ios\",\"jsVersion\":\"" + jsVersion + "\",\"deviceId\":\"d-"
                + hex + "\",\"status\":\"failed\",\"reason\":\"forged " + hex + "\",\"offer\":\"" + offer + "\"}";
    }
}
