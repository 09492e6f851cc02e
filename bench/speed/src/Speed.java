import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Starts the contenders on loopback, lets them take turns in several rounds, and prints medians as Markdown. */
public final class Speed {
    static final int ROUNDS = setting("ROUNDS", 3);
    private static final int CONNECTIONS = 16;
    static final int WARM_UP = setting("WARM_UP", 6);
    private static final int SECONDS = setting("SECONDS", 3);

    private final Path root;
    private final Path work;

    private Speed(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    public static void main(String[] args) throws Exception {
        Speed speed = new Speed(Path.of(args[0]), Path.of(args[1]));
        List<String> wanted = Arrays.asList(args).subList(2, args.length);
        if (wanted.isEmpty()) wanted = List.of("checks", "downloads", "growth", "publish", "start");
        if (wanted.get(0).equals("soak")) {
            new Soak(speed).run(wanted.size() > 1 ? Integer.parseInt(wanted.get(1)) : 600);
            return;
        }
        for (String part : wanted) {
            switch (part) {
                case "checks" -> speed.checks();
                case "downloads" -> speed.downloads();
                case "growth" -> new Growth(speed).run();
                case "publish" -> speed.publish();
                case "start" -> new Starts(speed).run();
                default -> throw new IllegalArgumentException("no such part: " + part);
            }
        }
    }

    private static int setting(String name, int standard) {
        String text = System.getenv(name);
        return text == null ? standard : Integer.parseInt(text);
    }

    Path work() {
        return work;
    }

    Path jar() {
        return root.resolve("target/patchbay.jar");
    }

    Server patchbay(String name, Path folder, String... more) throws IOException, InterruptedException {
        return patchbay(java(), jar(), name, folder, more);
    }

    static String java() {
        return System.getenv().getOrDefault("PATCHBAY_JAVA", "java");
    }

    Server patchbay(String java, Path jar, String name, Path folder, String... more)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx256m"));
        for (String option : more) if (option.startsWith("-X")) command.add(option);
        command.addAll(List.of(
                "-jar", jar.toString(), "--server.port=" + port, "--server.address=127.0.0.1",
                "--patchbay.admin-key=" + Seeds.KEY, "--patchbay.shutdown.notice=0s"));
        for (String option : more) if (option.startsWith("--")) command.add(option);
        return Server.start(name, port, "/app/check", folder, command);
    }

    private Server bare() throws IOException, InterruptedException {
        int port = freePort();
        return Server.start("bare", port, "/check", work, List.of(
                System.getenv().getOrDefault("BARE_JAVA", "java"), "-Xmx256m",
                "-jar", work.resolve("bare/bare.jar").toString(), "--server.port=" + port, "--server.address=127.0.0.1",
                "--server.tomcat.max-keep-alive-requests=10000"));
    }

    private Server express() throws IOException, InterruptedException {
        int port = freePort();
        Path patch = work.resolve("patch");
        Files.write(patch, Seeds.noise(2_000_000, 1));
        return Server.start("express", port, "/", work.resolve("express"), List.of(
                "node", "server.js", Integer.toString(port), patch.toString()));
    }

    private Server nginx(Path files) throws IOException, InterruptedException {
        int port = freePort();
        Path folder = Files.createDirectories(work.resolve("nginx"));
        // started by root, its worker would become nobody, who may not read a temporary folder
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                %s
                worker_processes 1;
                pid nginx.pid;
                error_log error.log;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nopush on;
                  keepalive_requests 1000000;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  server { listen 127.0.0.1:%d; location / { root %s; } }
                }
                """.formatted(user, port, files));
        return Server.start("nginx", port, "/", folder, List.of("nginx", "-p", folder.toString(), "-c", "nginx.conf"));
    }

    /** The checks of a small installation: two protocols, three answers each. */
    static List<Load> checksOf(Server patchbay) throws IOException, InterruptedException {
        Seeds seeds = new Seeds(patchbay);
        byte[] first = Seeds.noise(2_000_000, 1);
        byte[] second = first.clone();
        for (int i = 0; i < second.length; i += 10_000) second[i]++;
        seeds.publish("patch", first, "platform", "ios", "version", "1.0.0");
        seeds.publish("patch", second, "platform", "ios", "version", "1.0.0");
        String old = Seeds.field(seeds.publish("eros", Seeds.zip("eros", 1, 40)), "jsVersion");
        String current = Seeds.field(seeds.publish("eros", Seeds.zip("eros", 2, 40)), "jsVersion");
        seeds.awaitDeltas("patch");
        seeds.awaitDeltas("eros");
        String version = "/api/patch/version";
        String question = "{\"version\":\"1.0.0\",\"appName\":\"patch\",\"md5\":\"%s\",\"isDiff\":%s}";
        String check = "/app/check?appName=eros&iOS=1.0.0&isDiff=%d&jsVersion=%s";
        return List.of(
                Load.post(patchbay, "Patchbay, OCRunner: up to date", version, question.formatted(Seeds.md5(second), true), "Already up-to-date patch"),
                Load.post(patchbay, "Patchbay, OCRunner: full package (token)", version, question.formatted("", false), "\"diff\":false"),
                Load.post(patchbay, "Patchbay, OCRunner: delta (token)", version, question.formatted(Seeds.md5(first), true), "\"diff\":true"),
                Load.get(patchbay, "Patchbay, eros: up to date", check.formatted(1, current), "\"resCode\":1000"),
                Load.get(patchbay, "Patchbay, eros: full package (token)", check.formatted(0, old), "\"diff\":false"),
                Load.get(patchbay, "Patchbay, eros: delta (token)", check.formatted(1, old), "\"diff\":true"));
    }

    private void checks() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(work, "checks");
        try (Server patchbay = patchbay("patchbay", home);
                Server bare = bare();
                Server express = express()) {
            Load standard = Load.post(bare, "bare Boot + Tomcat endpoint", "/check",
                    "{\"version\":\"1.0.0\",\"appName\":\"patch\",\"md5\":\"0cc175b9c0f1b6a831c399e269772661\"}",
                    "Already up-to-date patch");
            Load seed = Load.post(express, "seed one's Express server, up to date", "/api/patch/version",
                    "{\"version\":\"1.0.0\",\"md5\":\"" + Seeds.md5(Seeds.noise(2_000_000, 1)) + "\"}", "Already up-to-date patch");
            List<Load> loads = new ArrayList<>(List.of(standard, seed));
            loads.addAll(checksOf(patchbay));
            Map<Load, List<Load.Result>> results = turns(loads, CONNECTIONS);
            Load.Result base = median(results.get(standard));
            Load.Result express1 = median(results.get(seed));
            Table table = new Table("check, " + CONNECTIONS + " connections", "req/s", "CPU µs", "÷ bare", "req/s ÷ Express", "p50 ms", "p99 ms", "errors");
            results.forEach((load, rounds) -> {
                Load.Result one = median(rounds);
                table.row(load.name(), Table.whole(one.perSecond()), Table.one(one.cpuMicros()),
                        Table.two(one.cpuMicros() / base.cpuMicros()), Table.one(one.perSecond() / express1.perSecond()),
                        Table.two(one.p50()), Table.two(one.p99()), Long.toString(one.bad()));
            });
            table.print();
            latency(results, List.of(standard, loads.get(2), loads.get(7)));
        }
    }

    /** At half of what each can do, with the load generator on the same cores. */
    private void latency(Map<Load, List<Load.Result>> results, List<Load> loads) throws IOException, InterruptedException {
        Table table = new Table("check at half of its own saturation", "offered/s", "answered/s", "p50 ms", "p99 ms", "RSS MB", "errors");
        for (Load load : loads) {
            double rate = median(results.get(load)).perSecond() / 2;
            List<Load.Result> rounds = new ArrayList<>();
            for (int i = 0; i < ROUNDS; i++) rounds.add(load.at(rate, work, 64, SECONDS));
            Load.Result one = median(rounds);
            table.row(load.name(), Table.whole(rate), Table.whole(one.perSecond()), Table.two(one.p50()), Table.two(one.p99()),
                    Table.whole(rss(load.server())), Long.toString(one.bad()));
        }
        table.print();
    }

    private void downloads() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(work, "downloads");
        Path files = Files.createTempDirectory(work, "files");
        byte[] bytes = Seeds.noise(5_000_000, 5);
        Files.write(files.resolve("five"), bytes);
        try (Server patchbay = patchbay("patchbay", home);
                Server nginx = nginx(files)) {
            Seeds seeds = new Seeds(patchbay);
            seeds.publish("five", bytes, "platform", "ios", "version", "1.0.0");
            String link = Seeds.field(seeds.get("/app/check?appName=five&iOS=1.0.0&jsVersion="), "path");
            Load theirs = Load.get(nginx, "nginx, sendfile", "/five", "");
            List<Load> loads = List.of(
                    theirs, Load.get(patchbay, "Patchbay, link of an eros check", link.substring(link.indexOf("/app/")), ""));
            Map<Load, List<Load.Result>> results = turns(loads, 8);
            double base = median(results.get(theirs)).cpuPerMegabyte();
            Table table = new Table("download of 5 MB, 8 connections", "MB/s", "CPU ms per MB", "÷ nginx", "RSS MB", "errors");
            results.forEach((load, rounds) -> {
                Load.Result one = median(rounds);
                table.row(load.name(), Table.whole(one.megabytesPerSecond()), Table.three(one.cpuPerMegabyte()),
                        Table.two(one.cpuPerMegabyte() / base), Table.whole(rss(load.server())), Long.toString(one.bad()));
            });
            table.print();
        }
    }

    /** Checks at 1 000 a second, alone and while packages are published one after the other. */
    private void publish() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(work, "publish");
        try (Server patchbay = patchbay("patchbay", home)) {
            Load check = checksOf(patchbay).get(4);
            check.full(work, CONNECTIONS, WARM_UP);
            Seeds seeds = new Seeds(patchbay);
            List<Load.Result> alone = new ArrayList<>();
            List<Load.Result> beside = new ArrayList<>();
            int published = 0;
            for (int round = 0; round < ROUNDS; round++) {
                seeds.awaitDeltas("eros");
                alone.add(check.at(1000, work, 64, SECONDS));
                Publisher publisher = new Publisher(seeds, round);
                publisher.start();
                beside.add(check.at(1000, work, 64, SECONDS));
                published += publisher.end();
            }
            Table table = new Table("1 000 checks a second", "answered/s", "p50 ms", "p99 ms", "errors");
            row(table, "alone", median(alone));
            row(table, "while " + published + " packages of 40 pages were published", median(beside));
            table.print();
        }
    }

    private static void row(Table table, String name, Load.Result one) {
        table.row(name, Table.whole(one.perSecond()), Table.two(one.p50()), Table.two(one.p99()), Long.toString(one.bad()));
    }

    /** Publishes a package a second, each with deltas from all before it. */
    private static final class Publisher extends Thread {
        private final Seeds seeds;
        private final int round;
        private volatile boolean ended;
        private volatile Exception failure;
        private int published;

        Publisher(Seeds seeds, int round) {
            this.seeds = seeds;
            this.round = round;
        }

        @Override
        public void run() {
            try {
                while (!ended) {
                    seeds.publish("eros", Seeds.zip("eros", 100 + round * 100 + published, 40));
                    published++;
                    Thread.sleep(1000);
                }
            } catch (IOException | InterruptedException e) {
                failure = e;
            }
        }

        int end() throws InterruptedException {
            ended = true;
            join();
            if (failure != null) throw new IllegalStateException("publishing failed", failure);
            return published;
        }
    }

    Map<Load, List<Load.Result>> turns(List<Load> loads, int connections) throws IOException, InterruptedException {
        return turns(loads, connections, WARM_UP);
    }

    /**
     * @param warmUp seconds for each server
     */
    Map<Load, List<Load.Result>> turns(List<Load> loads, int connections, int warmUp) throws IOException, InterruptedException {
        warmUp(loads, connections, warmUp);
        Map<Load, List<Load.Result>> results = new LinkedHashMap<>();
        for (Load load : loads) results.put(load, new ArrayList<>());
        for (int round = 0; round < ROUNDS; round++) {
            for (Load load : loads) results.get(load).add(load.full(work, connections, SECONDS));
        }
        return results;
    }

    /** Each server for the same time, whatever the number of its loads; a JVM needs some to compile. */
    private void warmUp(List<Load> loads, int connections, int seconds) throws IOException, InterruptedException {
        Map<Server, List<Load>> byServer = new LinkedHashMap<>();
        for (Load load : loads) load.prove();
        for (Load load : loads) byServer.computeIfAbsent(load.server(), server -> new ArrayList<>()).add(load);
        for (List<Load> all : byServer.values()) {
            for (Load load : all) load.full(work, connections, Math.max(1, seconds / all.size()));
        }
    }

    /** Of each number its own; but all errors count. */
    static Load.Result median(List<Load.Result> results) {
        return new Load.Result(
                median(results, Load.Result::perSecond),
                median(results, Load.Result::cpuMicros),
                median(results, Load.Result::p50),
                median(results, Load.Result::p99),
                median(results, Load.Result::megabytesPerSecond),
                results.stream().mapToLong(Load.Result::bad).sum());
    }

    private static double median(List<Load.Result> results, ToDoubleFunction<Load.Result> number) {
        double[] sorted = results.stream().mapToDouble(number).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double rss(Server server) {
        try {
            return server.rss();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path target = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) Files.createDirectories(target);
                else Files.copy(one, target);
            }
        }
    }
}
